using System.Collections.Generic;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how an argument becomes a value that AMQP has a type for: an entry of the application properties, or the body of a request.</summary>
internal static class RequestValueEmitter
{
    private const string Symbol = Runtime.Amqp + "AmqpSymbol";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    /// <summary>Assigns the value, unless it is null.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="target">What it is assigned to.</param>
    public static void Write(SourceWriter writer, LocalNames names, RequestValueModel argument, string target)
    {
        ValueModel value = argument.Value!;
        string access = value.Unwrap(argument.Name);
        if (value.Nulls is NullState.Never or NullState.Forbidden)
        {
            string required = value.Wrapper is null || value.Nulls == NullState.Never ? access : $"({access} ?? throw {Runtime.Errors}.NullMember({Literals.String(argument.DisplayName)}))";
            writer.Line($"{target} = {Expression(value, required, argument.DisplayName)};");
            return;
        }

        string name = names.New("present");
        using (writer.Block(ValueEmitter.NotNull(value, access, name)))
        {
            writer.Line($"{target} = {Expression(value, name, argument.DisplayName)};");
        }
    }

    private static string Expression(ValueModel value, string name, string displayName) => value.Kind switch
    {
        ValueKind.StringAsSymbol => $"new {Symbol}({name})",
        ValueKind.DateTime => $"{Runtime.Values}.ToTimestamp({name}, {Literals.String(displayName)})",
        ValueKind.UtcDateTime => $"{Runtime.Values}.ToUtcTimestamp({name})",
        ValueKind.BinaryImmutable => $"{name}.AsMemory()",
        ValueKind.Uri => $"{name}.OriginalString",
        ValueKind.Date or ValueKind.Time => $"{name}.ToString(\"O\", {Invariant})",
        ValueKind.DurationMilliseconds => $"{name}.Ticks / global::System.TimeSpan.TicksPerMillisecond",
        ValueKind.DurationText => $"{Runtime.Values}.ToDuration({name})",
        ValueKind.Enum => $"({ScalarExpressions.Keyword(value.Underlying)}){name}",
        ValueKind.EnumName or ValueKind.EnumNameAsSymbol => EnumName(value, name, displayName),
        _ => name,
    };

    private static string EnumName(ValueModel value, string name, string displayName)
    {
        var arms = new List<string>();
        foreach (EnumNameModel each in value.EnumNames)
        {
            string text = Literals.String(each.Name);
            arms.Add($"{value.TypeName}.{each.Identifier} => {(value.Kind == ValueKind.EnumName ? text : $"new {Symbol}({text})")}");
        }

        arms.Add($"_ => throw {Runtime.Errors}.UnnamedEnumValue({Literals.String(displayName)}, {name})");
        return $"{name} switch {{ {string.Join(", ", arms)} }}";
    }
}
