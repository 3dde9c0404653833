using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the implementation of one send method: it packs its arguments and hands them on, and has no state machine of its own.</summary>
internal static class SendMethodEmitter
{
    public static void Write(SourceWriter writer, SenderMethodModel method)
    {
        if (method.StubRule is not null)
        {
            writer.Line($"[{Runtime.GeneratedCode}GeneratedStub(\"{method.StubRule}\")]");
        }

        var parameters = new List<string>();
        foreach (ParameterModel parameter in method.Parameters)
        {
            parameters.Add($"{parameter.Modifier}{parameter.TypeName} {parameter.Name}");
        }

        string head = $"{method.ReturnType} {method.Interface}.{method.Name}({string.Join(", ", parameters)})";
        if (method.Body is not { } body)
        {
            writer.Line(head);
            using (writer.Indent())
            {
                writer.Line($"=> throw {Runtime.Errors}.Stub({Literals.String(method.Name)}, \"{method.StubRule}\");");
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

            writer.Line($"return {(body.IsList ? SendAll(method, body) : Send(method, body))}{(method.IsTask ? ".AsTask()" : string.Empty)};");
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
        return $"{Sender(method)}.{send}(new {method.MessageName}({string.Join(", ", arguments)}), {Token(method)})";
    }

    private static string SendAll(SenderMethodModel method, BodyModel body)
    {
        var arguments = new List<string>();
        foreach (ValueBinding binding in MessageEmitter.Arguments(method))
        {
            arguments.Add(binding.Name);
        }

        string send = (method.Envelope is null ? "SendAll" : "SendEnvelopes") + (method.Shape == ReturnShape.Outcomes ? "ForOutcomesAsync" : "Async");
        string limits = method.Envelope is { } envelope ? $"{Number(envelope.MaxMessages)}, {Number(envelope.MaxBytes)}, " : string.Empty;
        string items = body.IsSequence ? $"{Runtime.Values}.ToList({body.Name})" : body.Name;
        string mapper = MessageEmitter.MapperName(method);
        return $"{Sender(method)}.{send}<{body.ItemType}, {method.MessageName}, {mapper}>({items}, new {mapper}({string.Join(", ", arguments)}), {limits}{Token(method)})";
    }

    /// <summary>The field, though a parameter be called like it.</summary>
    private static string Sender(SenderMethodModel method)
    {
        foreach (ParameterModel parameter in method.Parameters)
        {
            if (parameter.Name == "_sender")
            {
                return "this._sender";
            }
        }

        return "_sender";
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Token(SenderMethodModel method) => method.Token ?? "global::System.Threading.CancellationToken.None";
}
