using System.Text;
using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>An application property of every simple type. Each is left out when it is null.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record EveryProperty
{
    public ReadOnlyMemory<byte> Body { get; init; } = new byte[] { 1 };

    [ApplicationProperty("boolean")]
    public bool? Boolean { get; init; }

    [ApplicationProperty("ubyte")]
    public byte? UByte { get; init; }

    [ApplicationProperty("ushort")]
    public ushort? UShort { get; init; }

    [ApplicationProperty("uint")]
    public uint? UInt { get; init; }

    [ApplicationProperty("ulong")]
    public ulong? ULong { get; init; }

    [ApplicationProperty("byte")]
    public sbyte? Byte { get; init; }

    [ApplicationProperty("short")]
    public short? Short { get; init; }

    [ApplicationProperty("int")]
    public int? Int { get; init; }

    [ApplicationProperty("long")]
    public long? Long { get; init; }

    [ApplicationProperty("float")]
    public float? Float { get; init; }

    [ApplicationProperty("double")]
    public double? Double { get; init; }

    [ApplicationProperty("decimal")]
    public decimal? Decimal { get; init; }

    [ApplicationProperty("decimal32")]
    public AmqpDecimal32? Decimal32 { get; init; }

    [ApplicationProperty("decimal64")]
    public AmqpDecimal64? Decimal64 { get; init; }

    [ApplicationProperty("char")]
    public char? Char { get; init; }

    [ApplicationProperty("rune")]
    public Rune? Rune { get; init; }

    [ApplicationProperty("timestamp")]
    public DateTimeOffset? Timestamp { get; init; }

    [ApplicationProperty("uuid")]
    public Guid? Uuid { get; init; }

    [ApplicationProperty("binary")]
    public byte[]? Binary { get; init; }

    [ApplicationProperty("string")]
    public string? String { get; init; }

    [ApplicationProperty("symbol")]
    public AmqpSymbol? Symbol { get; init; }

    [ApplicationProperty("uri")]
    public Uri? Uri { get; init; }

    [ApplicationProperty("enum")]
    public Colour? Enum { get; init; }

    [ApplicationProperty("duration"), AmqpDuration(AmqpDurationEncoding.Milliseconds)]
    public TimeSpan? Duration { get; init; }
}
