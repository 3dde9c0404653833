using System.Text;
using TypedSender.Amqp;

namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A member of every type that a contract may have, each with and without a value.</summary>
[AmqpContract]
public sealed partial record EveryType
{
    public bool? Boolean { get; init; }

    public byte? UByte { get; init; }

    public ushort? UShort { get; init; }

    public uint? UInt { get; init; }

    public ulong? ULong { get; init; }

    public sbyte? Byte { get; init; }

    public short? Short { get; init; }

    public int? Int { get; init; }

    public long? Long { get; init; }

    public float? Float { get; init; }

    public double? Double { get; init; }

    public decimal? Decimal { get; init; }

    public AmqpDecimal32? Decimal32 { get; init; }

    public AmqpDecimal64? Decimal64 { get; init; }

    public AmqpDecimal128? Decimal128 { get; init; }

    public char? Char { get; init; }

    public Rune? Rune { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public DateTime? DateTime { get; init; }

    public Guid? Uuid { get; init; }

    public byte[]? Binary { get; init; }

    public ReadOnlyMemory<byte>? Memory { get; init; }

    public string? String { get; init; }

    public AmqpSymbol? Symbol { get; init; }

    [AmqpMember(Symbol = true)]
    public string? StringAsSymbol { get; init; }

    public Uri? Uri { get; init; }

    public DateOnly? Date { get; init; }

    [AmqpDuration(AmqpDurationEncoding.Milliseconds)]
    public TimeSpan? Milliseconds { get; init; }

    [AmqpDuration(AmqpDurationEncoding.Iso8601)]
    public TimeSpan? Duration { get; init; }

    public Colour? Number { get; init; }

    [AmqpEnumAsString]
    public Colour? Name { get; init; }

    public IReadOnlyList<int>? List { get; init; }

    public string?[]? Texts { get; init; }

    public IReadOnlyDictionary<string, long>? Map { get; init; }

    public Dictionary<int, Leaf>? Leaves { get; init; }

    public Leaf? Nested { get; init; }

    public Place? Place { get; init; }

    public List<EveryType>? Recursive { get; init; }
}

/// <summary>A nested contract that is itself a list.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "test:leaf:list")]
public sealed partial class Leaf
{
    [AmqpMember(Order = 0)]
    public string? Text { get; init; }

    [AmqpMember(Order = 2)]
    public ulong Weight { get; init; }

    [AmqpMember(Order = 3)]
    public bool? Last { get; init; }
}

/// <summary>A nested value.</summary>
[AmqpContract]
public readonly partial record struct Place(double Longitude, double Latitude);

/// <summary>An enum over a byte.</summary>
public enum Colour : byte
{
    /// <summary>0.</summary>
    Red,

    /// <summary>200.</summary>
    Blue = 200,
}
