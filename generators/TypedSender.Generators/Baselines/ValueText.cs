using TypedSender.Generators.Model;

namespace TypedSender.Generators.Baselines;

/// <summary>Prints the type of a value as readers see it: its type in AMQP, and a question mark if it may be missing.</summary>
internal static class ValueText
{
    public static string Of(ValueModel value)
        => NotNull(value) + (value.Nulls is NullState.Allowed or NullState.DefaultArray ? "?" : string.Empty);

    /// <summary>The type in AMQP of a value that is written as one (AMQP 1.0, 1.6), and how other types are put into it.</summary>
    public static string Of(ValueKind kind) => kind switch
    {
        ValueKind.Decimal => "decimal128",
        ValueKind.Rune => "char",
        ValueKind.IntAsLong => "long",
        ValueKind.Timestamp or ValueKind.DateTime or ValueKind.UtcDateTime => "timestamp",
        ValueKind.StringAsSymbol or ValueKind.Symbol => "symbol",
        ValueKind.BinarySpan or ValueKind.BinaryMemory or ValueKind.BinaryImmutable or ValueKind.BinarySequence or ValueKind.Stream or ValueKind.Pipe => "binary",
        ValueKind.MessageId => "message-id",
        ValueKind.Uri => "string(uri)",
        ValueKind.Date => "string(date)",
        ValueKind.Time => "string(time)",
        ValueKind.DurationMilliseconds => "long(milliseconds)",
        ValueKind.DurationText => "string(duration)",
        ValueKind.JsonString => "string(json)",
        ValueKind.JsonBinary => "binary(json)",
        ValueKind.Untyped => "any",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string NotNull(ValueModel value) => value.Kind switch
    {
        ValueKind.Enum => $"{Of(value.Underlying)}(enum {ContractLines.Name(value.TypeName)})",
        ValueKind.EnumName => $"string(enum {ContractLines.Name(value.TypeName)})",
        ValueKind.EnumNameAsSymbol => $"symbol(enum {ContractLines.Name(value.TypeName)})",
        ValueKind.Formatted => $"formatted({ContractLines.Name(value.Formatter!)})",
        ValueKind.Array => $"array<{Of(value.Element!)}>",
        ValueKind.List => $"list<{Of(value.Element!)}>",
        ValueKind.Map => $"map<{Of(value.Key!)}, {Of(value.Element!)}>",
        ValueKind.Contract or ValueKind.TypeParameter => ContractLines.Name(value.TypeName),
        _ => Of(value.Kind),
    };
}
