using TypedSender.Amqp;
using TypedSender.Interop.Tests.Peers;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A value for every member of <see cref="EveryType"/>, and what a stranger must make of it.</summary>
internal static class EveryTypeSample
{
    public static EveryType Sent { get; } = new()
    {
        Boolean = true,
        UByte = 255,
        UShort = 65_535,
        UInt = 4_294_967_295,
        ULong = 18_446_744_073_709_551_615,
        Byte = -128,
        Short = -32_768,
        Int = -2_147_483_648,
        Long = -9_223_372_036_854_775_808,
        Float = 1.1f,
        Double = -0.1,
        Decimal = 12.50m,
        Decimal32 = new AmqpDecimal32(0x3280_04E2),
        Decimal64 = new AmqpDecimal64(0x31C0_0000_0000_04E2),
        Decimal128 = new AmqpDecimal128(0x3040_0000_0000_0000, 7),
        Char = 'ß',
        Rune = new System.Text.Rune(0x1F600),
        Timestamp = new DateTimeOffset(2018, 2, 6, 17, 50, 43, 123, TimeSpan.FromHours(2)),
        DateTime = new DateTime(1969, 12, 31, 23, 59, 59, 999, DateTimeKind.Utc),
        Uuid = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        Binary = [0, 255, 1],
        Memory = new byte[] { 9, 8 },
        String = "naïve café № 5 \U0001F600",
        Symbol = "test:symbol",
        StringAsSymbol = "as-symbol",
        Uri = new Uri("https://example.com/a?b=c"),
        Date = new DateOnly(2018, 2, 6),
        Milliseconds = TimeSpan.FromSeconds(90),
        Duration = TimeSpan.FromSeconds(90),
        Number = Colour.Blue,
        Name = Colour.Blue,
        List = [1, -1, 1000],
        Texts = ["a", null, ""],
        Map = new Dictionary<string, long> { ["one"] = 1, ["big"] = 1L << 40 },
        Leaves = new Dictionary<int, Leaf> { [3] = new Leaf { Text = "three", Weight = 3, Last = true } },
        Nested = new Leaf { Weight = 0 },
        Place = new Place(121.7, 24.2),
        Recursive = [new EveryType { Int = 1, Recursive = [new EveryType()] }],
    };

    /// <summary>The body of that message.</summary>
    public static ProtonValue Body { get; } = Map(
        (ProtonValue.String("Boolean"), Boolean(true)),
        (ProtonValue.String("UByte"), UByte(255)),
        (ProtonValue.String("UShort"), UShort(65_535)),
        (ProtonValue.String("UInt"), UInt(4_294_967_295)),
        (ProtonValue.String("ULong"), ULong(18_446_744_073_709_551_615)),
        (ProtonValue.String("Byte"), ProtonValue.Byte(-128)),
        (ProtonValue.String("Short"), Short(-32_768)),
        (ProtonValue.String("Int"), Int(-2_147_483_648)),
        (ProtonValue.String("Long"), Long(-9_223_372_036_854_775_808)),
        (ProtonValue.String("Float"), Float(1.1f)),
        (ProtonValue.String("Double"), ProtonValue.Double(-0.1)),
        (ProtonValue.String("Decimal"), Decimal128("303c00000000000000000000000004e2")),
        (ProtonValue.String("Decimal32"), new ProtonValue("decimal32 328004e2")),
        (ProtonValue.String("Decimal64"), new ProtonValue("decimal64 31c00000000004e2")),
        (ProtonValue.String("Decimal128"), Decimal128("30400000000000000000000000000007")),
        (ProtonValue.String("Char"), ProtonValue.Char(0xDF)),
        (ProtonValue.String("Rune"), ProtonValue.Char(0x1F600)),
        (ProtonValue.String("Timestamp"), new ProtonValue("timestamp 1517932243123")),
        (ProtonValue.String("DateTime"), new ProtonValue("timestamp -1")),
        (ProtonValue.String("Uuid"), new ProtonValue("uuid 00112233-4455-6677-8899-aabbccddeeff")),
        (ProtonValue.String("Binary"), Binary([0, 255, 1])),
        (ProtonValue.String("Memory"), Binary([9, 8])),
        (ProtonValue.String("String"), ProtonValue.String("naïve café № 5 \U0001F600")),
        (ProtonValue.String("Symbol"), Symbol("test:symbol")),
        (ProtonValue.String("StringAsSymbol"), Symbol("as-symbol")),
        (ProtonValue.String("Uri"), ProtonValue.String("https://example.com/a?b=c")),
        (ProtonValue.String("Date"), ProtonValue.String("2018-02-06")),
        (ProtonValue.String("Milliseconds"), Long(90_000)),
        (ProtonValue.String("Duration"), ProtonValue.String("PT1M30S")),
        (ProtonValue.String("Number"), UByte(200)),
        (ProtonValue.String("Name"), ProtonValue.String("Blue")),
        (ProtonValue.String("List"), List(Int(1), Int(-1), Int(1000))),
        (ProtonValue.String("Texts"), List(ProtonValue.String("a"), Null, ProtonValue.String(""))),
        (ProtonValue.String("Map"), Map((ProtonValue.String("one"), Long(1)), (ProtonValue.String("big"), Long(1L << 40)))),
        (ProtonValue.String("Leaves"), Map((Int(3), Leaf(ProtonValue.String("three"), Null, ULong(3), Boolean(true))))),
        (ProtonValue.String("Nested"), Leaf(Null, Null, ULong(0))),
        (ProtonValue.String("Place"), Map((ProtonValue.String("Longitude"), ProtonValue.Double(121.7)), (ProtonValue.String("Latitude"), ProtonValue.Double(24.2)))),
        (ProtonValue.String("Recursive"), List(Map((ProtonValue.String("Int"), Int(1)), (ProtonValue.String("Recursive"), List(Map()))))));

    private static ProtonValue Leaf(params ProtonValue[] fields) => Described(Symbol("test:leaf:list"), List(fields));
}
