using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Contracts whose values are written in runs, around the sizes at which headers grow.</summary>
public static partial class Runs
{
    /// <summary>A list in one run.</summary>
    [AmqpContract(Encoding = AmqpBodyEncoding.List)]
    public readonly partial record struct Listed([property: AmqpMember(Order = 0)] string First, [property: AmqpMember(Order = 1)] string Second);

    /// <summary>A list that goes on behind its first run.</summary>
    [AmqpContract(Encoding = AmqpBodyEncoding.List)]
    public readonly partial record struct Continued([property: AmqpMember(Order = 0)] string First, [property: AmqpMember(Order = 1)] IReadOnlyList<string> Rest);

    /// <summary>A map in one run.</summary>
    [AmqpContract]
    public readonly partial record struct Mapped(string A, string? B);

    /// <summary>A list that nests itself, with bytes that may be borrowed.</summary>
    [AmqpContract(Encoding = AmqpBodyEncoding.List)]
    public sealed partial record Nested(
        [property: AmqpMember(Order = 0)] string Name,
        [property: AmqpMember(Order = 1)] ReadOnlyMemory<byte> Bytes,
        [property: AmqpMember(Order = 2)] Nested? Inner,
        [property: AmqpMember(Order = 3)] string? End);

    /// <summary>Text in both sections that grow, and bytes.</summary>
    [AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("text/plain"), MessageAnnotation("x-opt-n", 1), Priority(3)]
    public readonly partial record struct Sections([MessageId] string Id, [ApplicationProperty("p")] string Property, byte[] Body);

    /// <summary>Sections that may be left out, and members that may be null at any place of them.</summary>
    [AmqpContract]
    public readonly partial record struct Optional(
        [Durable] bool? Durable,
        [TimeToLive] TimeSpan? TimeToLive,
        [MessageId] Guid? Id,
        [To] string? To,
        [CorrelationId] ulong? Correlation,
        [ContentEncoding] AmqpSymbol? Coding,
        [CreationTime] DateTime? Created,
        [GroupSequence] uint? Sequence,
        [MessageAnnotation("x-opt-a")] string? Annotation,
        [ApplicationProperty("number")] long? Number,
        [ApplicationProperty("text")] string? Text,
        [ApplicationProperty("uri")] Uri? Uri,
        [ApplicationProperty("color")] Color? Color);

    /// <summary>A constant in every place, of every type that a constant has, around the lengths at which forms change.</summary>
    [AmqpContract]
    [Durable, Priority(255), TimeToLive(4_294_967.295), FirstAcquirer(false)]
    [UserId("üser"), To(""), Subject("\"quoted\"\n\u2028"), ReplyTo("back"), ContentType("text/plain"), ContentEncoding("gzip"), GroupId("g"), ReplyToGroupId("r")]
    [MessageAnnotation("x-opt-n", (sbyte)-128), MessageAnnotation("x-opt-s", Long)]
    [ApplicationProperty("bool", false), ApplicationProperty("byte", (byte)0), ApplicationProperty("ushort", ushort.MaxValue), ApplicationProperty("short", short.MinValue)]
    [ApplicationProperty("uint0", 0u), ApplicationProperty("smalluint", 255u), ApplicationProperty("uint", 256u)]
    [ApplicationProperty("ulong0", 0ul), ApplicationProperty("smallulong", 255ul), ApplicationProperty("ulong", 256ul)]
    [ApplicationProperty("smallint", -128), ApplicationProperty("int", int.MinValue), ApplicationProperty("smalllong", 127L), ApplicationProperty("long", 128L)]
    [ApplicationProperty("float", 0.1f), ApplicationProperty("nan", float.NaN), ApplicationProperty("double", -0.0), ApplicationProperty("char", '€'), ApplicationProperty("enum", Color.Green)]
    [ApplicationProperty("clé", "t€xt"), ApplicationProperty("wide", Long), ApplicationProperty(Long, 1)]
    public readonly partial record struct Fixed(int Number)
    {
        private const string Ten = "0123456789";
        private const string Fifty = Ten + Ten + Ten + Ten + Ten;
        private const string Long = Fifty + Fifty + Fifty + Fifty + Fifty + "012345";
    }

    /// <summary>Every value that a run can hold.</summary>
    [AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "test:every:list")]
    public sealed partial class Every
    {
        [AmqpMember(Order = 0)]
        public bool Bool { get; init; }

        [AmqpMember(Order = 1)]
        public byte Byte { get; init; }

        [AmqpMember(Order = 2)]
        public sbyte SByte { get; init; }

        [AmqpMember(Order = 3)]
        public ushort UShort { get; init; }

        [AmqpMember(Order = 4)]
        public short Short { get; init; }

        [AmqpMember(Order = 5)]
        public uint UInt { get; init; }

        [AmqpMember(Order = 6)]
        public int Int { get; init; }

        [AmqpMember(Order = 7)]
        public ulong ULong { get; init; }

        [AmqpMember(Order = 8)]
        public long Long { get; init; }

        [AmqpMember(Order = 9)]
        public float Float { get; init; }

        [AmqpMember(Order = 10)]
        public double Double { get; init; }

        [AmqpMember(Order = 11)]
        public decimal Decimal { get; init; }

        [AmqpMember(Order = 13)]
        public char Char { get; init; } = 'c';

        [AmqpMember(Order = 14)]
        public System.Text.Rune Rune { get; init; }

        [AmqpMember(Order = 15)]
        public Guid Guid { get; init; }

        [AmqpMember(Order = 16)]
        public DateTimeOffset Moment { get; init; }

        [AmqpMember(Order = 17)]
        public DateTime When { get; init; } = DateTime.UnixEpoch;

        [AmqpMember(Order = 18), AmqpDuration(AmqpDurationEncoding.Milliseconds)]
        public TimeSpan Duration { get; init; }

        [AmqpMember(Order = 19)]
        public Color Color { get; init; }

        [AmqpMember(Order = 20)]
        public AmqpDecimal32 Decimal32 { get; init; }

        [AmqpMember(Order = 21)]
        public AmqpDecimal64 Decimal64 { get; init; }

        [AmqpMember(Order = 22)]
        public AmqpDecimal128 Decimal128 { get; init; }

        [AmqpMember(Order = 23)]
        public AmqpSymbol Symbol { get; init; }

        [AmqpMember(Order = 24, Symbol = true)]
        public string? AsSymbol { get; init; }

        [AmqpMember(Order = 25)]
        public Uri Uri { get; init; } = new("x-y:b");

        [AmqpMember(Order = 26)]
        public string? Text { get; init; }

        [AmqpMember(Order = 28)]
        public int? Last { get; init; }
    }
}
