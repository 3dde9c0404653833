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

        foreach (string attribute in method.Attributes)
        {
            writer.Line(attribute);
        }

        var parameters = new List<string>();
        foreach (ParameterModel parameter in method.Parameters)
        {
            parameters.Add($"{parameter.Modifier}{parameter.TypeName} {parameter.Name}".TrimStart());
        }

        string head = $"{method.Modifiers}{method.ReturnType} {method.Interface}.{method.Name}{method.TypeParameters.Declaration}({string.Join(", ", parameters)}){method.TypeParameters.Inherited}";
        if (method.Body is not { } body)
        {
            using (writer.Block(head))
            {
                writer.Line($"throw {Runtime.Errors}.Stub({Literals.String(method.Name + method.TypeParameters.List)}, \"{method.StubRule}\");");
            }

            return;
        }

        using (writer.Block(head))
        {
            NullCheckEmitter.Write(writer, method.Parameters);
            string send = IsStream(method, body) ? SendStream(method, body, mapper, sender) : body.IsList ? SendAll(method, body, mapper, sender) : Send(method, body, sender);
            writer.Line($"return {send}{(method.IsTask ? ".AsTask()" : string.Empty)};");
        }
    }

    private static string Send(SenderMethodModel method, BodyModel body, string sender)
    {
        var arguments = new List<string> { body.Name + body.Conversion };
        foreach (ValueBinding binding in MessageEmitter.Arguments(method))
        {
            arguments.Add(Argument(binding, sender));
        }

        string message = $"new {method.MessageName}{method.TypeParameters.List}({string.Join(", ", arguments)})";
        return method.Shape switch
        {
            ReturnShape.TryEnqueue => $"{Runtime.QueueSend}.TryEnqueue({sender}, {message}, {OptionsValue(method)})",
            ReturnShape.Enqueue => $"{Runtime.QueueSend}.EnqueueAsync({sender}, {message}, {OptionsValue(method)}, {Token(method)})",
            ReturnShape.Outcome => $"{sender}.SendForOutcomeAsync({message}, {Options(method)}{Token(method)})",
            _ => $"{sender}.SendAsync({message}, {Options(method)}{Token(method)})",
        };
    }

    /// <summary>Whether the items are read, or their outcomes told, while they are sent.</summary>
    private static bool IsStream(SenderMethodModel method, BodyModel body) => body.Items == ItemSource.Stream || method.Shape == ReturnShape.OutcomeStream;

    private static string SendStream(SenderMethodModel method, BodyModel body, string mapper, string sender)
    {
        string items = body.Items == ItemSource.Stream ? body.Name : $"{Runtime.Values}.ToStream<{body.ItemType}>({Items(body)})";
        string envelopes = method.Envelope is { } envelope ? $".InEnvelopes({Number(envelope.MaxMessages)}, {Number(envelope.MaxBytes)})" : string.Empty;
        string send = method.Shape switch
        {
            ReturnShape.Outcomes => "SendForOutcomesAsync",
            ReturnShape.OutcomeStream => "SendForEachOutcome",
            _ => "SendAsync",
        };
        return $"new {Runtime.StreamSend}<{Types(method, body, mapper)}>({sender}, {items}, {Mapper(method, mapper, sender)}, {Token(method)}){envelopes}{(method.Options.IsEmpty ? string.Empty : $".With({OptionsValue(method)})")}.{send}()";
    }

    private static string SendAll(SenderMethodModel method, BodyModel body, string mapper, string sender)
    {
        string send = (method.Envelope is null ? "Send" : "SendEnvelopes") + (method.Shape == ReturnShape.Outcomes ? "ForOutcomesAsync" : "Async");
        string limits = method.Envelope is { } envelope ? $"{Number(envelope.MaxMessages)}, {Number(envelope.MaxBytes)}, " : string.Empty;
        return $"{Runtime.ListSend}.{send}<{Types(method, body, mapper)}>({sender}, {Items(body)}, {Mapper(method, mapper, sender)}, {limits}{OptionsValue(method)}, {Token(method)})";
    }

    private static string Types(SenderMethodModel method, BodyModel body, string mapper)
        => $"{body.ItemType}, {method.MessageName}{method.TypeParameters.List}, {mapper}{method.TypeParameters.List}";

    private static string Items(BodyModel body) => body.Items == ItemSource.Collection ? $"{Runtime.Values}.ToList<{body.ItemType}>({body.Name})" : body.Name;

    private static string Mapper(SenderMethodModel method, string mapper, string sender)
    {
        var arguments = new List<string>();
        foreach (ValueBinding binding in MessageEmitter.Arguments(method))
        {
            arguments.Add(Argument(binding, sender));
        }

        return $"new {mapper}{method.TypeParameters.List}({string.Join(", ", arguments)})";
    }

    /// <summary>The argument that says what the send does otherwise than its sender, and a comma; nothing if it does as its sender.</summary>
    private static string Options(SenderMethodModel method) => method.Options.IsEmpty ? string.Empty : OptionsValue(method) + ", ";

    private static string OptionsValue(SenderMethodModel method)
    {
        if (method.Options.IsEmpty)
        {
            return "default";
        }

        var values = new List<string>();
        foreach (SendOptionModel option in method.Options)
        {
            values.Add($"{option.Property} = {option.Value}");
        }

        return $"new {Runtime.Product}SendOptions {{ {string.Join(", ", values)} }}";
    }

    /// <summary>A parameter, or the address that is made of parameters.</summary>
    private static string Argument(ValueBinding binding, string sender) => binding.Address is { } address
        ? $"{Runtime.GeneratedCode}AmqpAddress.Format({sender}, {address.Template}{(address.Values.IsEmpty ? string.Empty : ", " + string.Join(", ", address.Values))})"
        : binding.Name;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Token(SenderMethodModel method) => method.Token ?? "global::System.Threading.CancellationToken.None";
}
