using System.Text;
using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Every type that is written as one value.</summary>
[AmqpContract]
public sealed partial class Scalars
{
    public bool Bool { get; init; }

    public byte Byte { get; init; }

    public sbyte SByte { get; init; }

    public ushort UShort { get; init; }

    public short Short { get; init; }

    public uint UInt { get; init; }

    public int Int { get; init; }

    public ulong ULong { get; init; }

    public long Long { get; init; }

    public float Float { get; init; }

    public double Double { get; init; }

    public decimal Decimal { get; init; }

    public char Char { get; init; }

    public Rune Rune { get; init; }

    public string String { get; init; } = string.Empty;

    [AmqpMember(Symbol = true)]
    public string AsSymbol { get; init; } = string.Empty;

    public AmqpSymbol Symbol { get; init; }

    public Guid Guid { get; init; }

    public DateTimeOffset Moment { get; init; }

    public Uri Uri { get; init; } = new("http://a/");

    public DateOnly Date { get; init; }

    public TimeOnly Time { get; init; }

    [AmqpDuration(AmqpDurationEncoding.Milliseconds)]
    public TimeSpan Milliseconds { get; init; }

    [AmqpDuration(AmqpDurationEncoding.Iso8601)]
    public TimeSpan Iso { get; init; }

    public Color Color { get; init; }

    [AmqpEnumAsString]
    public Color ColorName { get; init; }
}
