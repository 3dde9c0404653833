using System.Collections.Generic;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how the trace context of a send follows the application properties of its message, where these have no context of their own.</summary>
internal sealed class TraceEmitter
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    private readonly string _variable;
    private readonly string _arguments;

    private TraceEmitter(string variable, string arguments)
    {
        _variable = variable;
        _arguments = arguments;
    }

    /// <summary>Declares the variable that holds the context; null when the message always has one of its own.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="applicationProperties">What the message has.</param>
    /// <param name="prefix">The expression before the name of a member, with its dot; empty for parameters.</param>
    public static TraceEmitter? Begin(SourceWriter writer, LocalNames names, List<WrittenField> applicationProperties, string prefix)
    {
        WrittenField? parent = Find(applicationProperties, Parent);
        if (parent is { IsOptional: false })
        {
            return null;
        }

        string variable = names.New("trace");
        writer.Line($"var {variable} = {Runtime.TraceProperties}.Of(in writer);");
        return new TraceEmitter(variable, Argument("hasParent", parent, prefix) + Argument("hasState", Find(applicationProperties, State), prefix));
    }

    /// <summary>Writes the context as further entries of a map.</summary>
    /// <param name="run">Takes what is written.</param>
    /// <param name="count">The variable that counts keys and values.</param>
    public void WriteEntries(BoundedRunEmitter run, string count)
        => run.Append((bytes, at) => $"{at} = {_variable}.Write({bytes}, {at}, ref {count}{_arguments});", $"{_variable}.Room");

    /// <summary>Writes the context as a section of its own.</summary>
    /// <param name="run">Takes what is written.</param>
    public void WriteSection(BoundedRunEmitter run)
        => run.Append((bytes, at) => $"{at} = {_variable}.WriteSection({bytes}, {at});", $"{_variable}.Room");

    private static WrittenField? Find(List<WrittenField> fields, string key) => fields.Find(field => field.Key == ConstantEncoding.String(key));

    private static string Argument(string name, WrittenField? field, string prefix) => field switch
    {
        null => string.Empty,
        { IsOptional: true } => $", {name}: {field.Member!.Access(prefix)} is not null",
        _ => $", {name}: true",
    };
}
