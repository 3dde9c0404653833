using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the implementation of one send method: it packs its arguments and hands them on, and has no state machine of its own.</summary>
internal static class SendMethodEmitter
{
    /// <param name="writer">Where the source goes.</param>
    /// <param name="method">The method, its types named so that no others are.</param>
    /// <param name="mapper">The name of the struct that makes a message of each item of a list.</param>
    /// <param name="sender">The name of the field that holds the sender.</param>
    public static void Write(SourceWriter writer, SenderMethodModel method, string mapper, string sender)
    {
        if (method.StubRule is not null)
        {
            writer.Line($"[{Runtime.GeneratedCode}GeneratedStub(\"{method.StubRule}\")]");
        }

        var parameters = new List<string>();
        foreach (ParameterModel parameter in method.Parameters)
        {
            parameters.Add($"{parameter.Modifier}{parameter.TypeName} {parameter.Name}".TrimStart());
        }

        string head = $"{method.Modifiers}{method.ReturnType} {method.Interface}.{method.Name}({string.Join(", ", parameters)}){method.Constraints}";
        if (method.Body is not { } body)
        {
            using (writer.Block(head))
            {
                writer.Line($"throw {Runtime.Errors}.Stub({Literals.String(method.Name)}, \"{method.StubRule}\");");
            }

            return;
        }

        using (writer.Block(head))
        {
            foreach (ParameterModel parameter in method.Parameters)
            {
                if (parameter.ThrowsOnNull)
                {
                    writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter.Name});");
                }
            }

            writer.Line($"return {sender}.{(body.IsList ? SendAll(method, body, mapper) : Send(method, body))}{(method.IsTask ? ".AsTask()" : string.Empty)};");
        }
    }

    private static string Send(SenderMethodModel method, BodyModel body)
    {
        var arguments = new List<string> { body.Name };
        foreach (ValueBinding binding in MessageEmitter.Arguments(method))
        {
            arguments.Add(binding.Name);
        }

        string send = method.Shape == ReturnShape.Outcome ? "SendForOutcomeAsync" : "SendAsync";
        return $"{send}(new {method.MessageName}({string.Join(", ", arguments)}), {Token(method)})";
    }

    private static string SendAll(SenderMethodModel method, BodyModel body, string mapper)
    {
        var arguments = new List<string>();
        foreach (ValueBinding binding in MessageEmitter.Arguments(method))
        {
            arguments.Add(binding.Name);
        }

        string send = (method.Envelope is null ? "SendAll" : "SendEnvelopes") + (method.Shape == ReturnShape.Outcomes ? "ForOutcomesAsync" : "Async");
        string limits = method.Envelope is { } envelope ? $"{Number(envelope.MaxMessages)}, {Number(envelope.MaxBytes)}, " : string.Empty;
        string items = body.IsSequence ? $"{Runtime.Values}.ToList<{body.ItemType}>({body.Name})" : body.Name;
        return $"{send}<{body.ItemType}, {method.MessageName}, {mapper}>({items}, new {mapper}({string.Join(", ", arguments)}), {limits}{Token(method)})";
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Token(SenderMethodModel method) => method.Token ?? "global::System.Threading.CancellationToken.None";
}
