using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints elements of arrays, which have the constructor of the array (AMQP 1.0, 1.6.24).</summary>
internal static class ArrayElements
{
    private const string FormatCode = Runtime.Amqp + "FormatCode.";

    /// <summary>The constructor of the elements, as C# writes it.</summary>
    public static string Constructor(ValueModel element) => FormatCode + Kind(element) switch
    {
        ValueKind.Decimal => "Decimal128",
        ValueKind.Rune => "Char",
        ValueKind.DateTime or ValueKind.UtcDateTime => "Timestamp",
        ValueKind.DurationMilliseconds => "Long",
        ValueKind.String or ValueKind.Uri => "String32",
        ValueKind.StringAsSymbol or ValueKind.Symbol => "Symbol32",
        ValueKind.BinarySpan or ValueKind.BinaryMemory => "Binary32",
        ValueKind kind => kind.ToString(),
    };

    /// <summary>The statement that writes an element that is not null.</summary>
    /// <param name="element">Its type.</param>
    /// <param name="value">The value, as C# writes it.</param>
    /// <param name="displayName">The contract and the member.</param>
    public static string Write(ValueModel element, string value, string displayName)
        => $"writer.WriteArrayElement({(element.Kind == ValueKind.Enum ? $"({ScalarExpressions.Keyword(element.Underlying)}){value}" : Argument(element.Kind, value, displayName))});";

    private static ValueKind Kind(ValueModel element) => element.Kind == ValueKind.Enum ? element.Underlying : element.Kind;

    private static string Argument(ValueKind kind, string value, string displayName) => kind switch
    {
        ValueKind.Decimal => $"{Runtime.Amqp}AmqpDecimal128.FromDecimal({value})",
        ValueKind.Decimal32 or ValueKind.Decimal64 => $"{value}.Bits",
        ValueKind.Char => $"{Runtime.Values}.ToRune({value}, {Literals.String(displayName)})",
        ValueKind.Timestamp => $"{value}.ToUnixTimeMilliseconds()",
        ValueKind.DateTime => $"{Runtime.Values}.ToTimestamp({value}, {Literals.String(displayName)}).ToUnixTimeMilliseconds()",
        ValueKind.UtcDateTime => $"{Runtime.Values}.ToUtcTimestamp({value}).ToUnixTimeMilliseconds()",
        ValueKind.DurationMilliseconds => $"{value}.Ticks / global::System.TimeSpan.TicksPerMillisecond",
        ValueKind.String => $"global::System.MemoryExtensions.AsSpan({value})",
        ValueKind.Uri => $"global::System.MemoryExtensions.AsSpan({value}.OriginalString)",
        ValueKind.StringAsSymbol => $"{Runtime.Values}.ToSymbol({value}, {Literals.String(displayName)})",
        ValueKind.BinarySpan => $"(global::System.ReadOnlySpan<byte>){value}",
        ValueKind.BinaryMemory => $"{value}.Span",
        _ => value,
    };
}
