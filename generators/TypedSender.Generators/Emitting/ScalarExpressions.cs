using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>The statement that writes a scalar value that is not null.</summary>
internal static class ScalarExpressions
{
    /// <param name="kind">How it is written.</param>
    /// <param name="value">The value, as C# writes it.</param>
    /// <param name="member">The contract and the member, as C# writes the text.</param>
    /// <param name="borrows">Whether large bytes may be borrowed until the send completes.</param>
    public static string Write(ValueKind kind, string value, string member, bool borrows) => kind switch
    {
        ValueKind.Boolean => $"writer.WriteBoolean({value});",
        ValueKind.UByte => $"writer.WriteUByte({value});",
        ValueKind.UShort => $"writer.WriteUShort({value});",
        ValueKind.UInt => $"writer.WriteUInt({value});",
        ValueKind.ULong => $"writer.WriteULong({value});",
        ValueKind.Byte => $"writer.WriteByte({value});",
        ValueKind.Short => $"writer.WriteShort({value});",
        ValueKind.Int => $"writer.WriteInt({value});",
        ValueKind.Long or ValueKind.IntAsLong => $"writer.WriteLong({value});",
        ValueKind.Float => $"writer.WriteFloat({value});",
        ValueKind.Double => $"writer.WriteDouble({value});",
        ValueKind.Decimal => $"writer.WriteDecimal({value});",
        ValueKind.Decimal32 => $"writer.WriteDecimal32({value});",
        ValueKind.Decimal64 => $"writer.WriteDecimal64({value});",
        ValueKind.Decimal128 => $"writer.WriteDecimal128({value});",
        ValueKind.Char or ValueKind.Rune => $"writer.WriteChar({value});",
        ValueKind.Timestamp => $"writer.WriteTimestamp({value});",
        ValueKind.DateTime => $"writer.WriteTimestamp({Runtime.Values}.ToTimestamp({value}, {member}));",
        ValueKind.UtcDateTime => $"writer.WriteTimestamp({Runtime.Values}.ToUtcTimestamp({value}));",
        ValueKind.Uuid => $"writer.WriteUuid({value});",
        ValueKind.String => $"writer.WriteString({value});",
        ValueKind.StringAsSymbol or ValueKind.Symbol => $"writer.WriteSymbol({value});",
        ValueKind.BinarySpan => $"writer.WriteBinary((global::System.ReadOnlySpan<byte>){value});",
        ValueKind.BinaryMemory => borrows ? $"writer.WriteBinary({value});" : $"writer.WriteBinary({value}.Span);",
        ValueKind.BinaryImmutable => borrows ? $"writer.WriteBinary({value}.AsMemory());" : $"writer.WriteBinary({value}.AsSpan());",
        ValueKind.BinarySequence => $"writer.WriteBinary({value});",
        ValueKind.MessageId => $"{value}.Encode(ref writer);",
        ValueKind.Uri => $"writer.WriteString({value}.OriginalString);",
        ValueKind.Date => $"{Runtime.Values}.WriteDate(ref writer, {value});",
        ValueKind.Time => $"{Runtime.Values}.WriteTime(ref writer, {value});",
        ValueKind.DurationMilliseconds => $"{Runtime.Values}.WriteMilliseconds(ref writer, {value});",
        ValueKind.DurationText => $"{Runtime.Values}.WriteDuration(ref writer, {value});",
        _ => throw new System.InvalidOperationException($"{kind} is not a scalar."),
    };

    /// <summary>The C# keyword of the type that an integer of the kind has.</summary>
    public static string Keyword(ValueKind kind) => kind switch
    {
        ValueKind.UByte => "byte",
        ValueKind.UShort => "ushort",
        ValueKind.UInt => "uint",
        ValueKind.ULong => "ulong",
        ValueKind.Byte => "sbyte",
        ValueKind.Short => "short",
        ValueKind.Long => "long",
        _ => "int",
    };
}
