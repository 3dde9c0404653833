using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests;

/// <summary>Every supported type, as qpid-proton decodes it.</summary>
public class EveryTypeTests
{
    [ProtonFact]
    public async Task Every_type_arrives_as_the_AMQP_type_it_maps_to()
    {
        EveryType sent = new()
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

        ProtonMessage message = await SendAsync(sent);

        (string Key, ProtonValue Value)[] expected =
        [
            ("Boolean", Boolean(true)),
            ("UByte", UByte(255)),
            ("UShort", UShort(65_535)),
            ("UInt", UInt(4_294_967_295)),
            ("ULong", ULong(18_446_744_073_709_551_615)),
            ("Byte", ProtonValue.Byte(-128)),
            ("Short", Short(-32_768)),
            ("Int", Int(-2_147_483_648)),
            ("Long", Long(-9_223_372_036_854_775_808)),
            ("Float", Float(1.1f)),
            ("Double", ProtonValue.Double(-0.1)),
            ("Decimal", Decimal128("303c00000000000000000000000004e2")),
            ("Decimal32", new ProtonValue("decimal32 328004e2")),
            ("Decimal64", new ProtonValue("decimal64 31c00000000004e2")),
            ("Decimal128", Decimal128("30400000000000000000000000000007")),
            ("Char", ProtonValue.Char(0xDF)),
            ("Rune", ProtonValue.Char(0x1F600)),
            ("Timestamp", new ProtonValue("timestamp 1517932243123")),
            ("DateTime", new ProtonValue("timestamp -1")),
            ("Uuid", new ProtonValue("uuid 00112233-4455-6677-8899-aabbccddeeff")),
            ("Binary", Binary([0, 255, 1])),
            ("Memory", Binary([9, 8])),
            ("String", ProtonValue.String("naïve café № 5 \U0001F600")),
            ("Symbol", Symbol("test:symbol")),
            ("StringAsSymbol", Symbol("as-symbol")),
            ("Uri", ProtonValue.String("https://example.com/a?b=c")),
            ("Date", ProtonValue.String("2018-02-06")),
            ("Milliseconds", Long(90_000)),
            ("Duration", ProtonValue.String("PT1M30S")),
            ("Number", UByte(200)),
            ("Name", ProtonValue.String("Blue")),
            ("List", List(Int(1), Int(-1), Int(1000))),
            ("Texts", List(ProtonValue.String("a"), Null, ProtonValue.String(""))),
            ("Map", Map((ProtonValue.String("one"), Long(1)), (ProtonValue.String("big"), Long(1L << 40)))),
            ("Leaves", Map((Int(3), Leaf(ProtonValue.String("three"), Null, ULong(3), Boolean(true))))),
            ("Nested", Leaf(Null, Null, ULong(0))),
            ("Place", Map((ProtonValue.String("Longitude"), ProtonValue.Double(121.7)), (ProtonValue.String("Latitude"), ProtonValue.Double(24.2)))),
            ("Recursive", List(Map((ProtonValue.String("Int"), Int(1)), (ProtonValue.String("Recursive"), List(Map()))))),
        ];
        Assert.Equal(Map(expected.Select(entry => (ProtonValue.String(entry.Key), entry.Value))).Notation, message["amqp-value"]?.Notation);
        Assert.Equal(["amqp-value"], message.Sections.Select(section => section.Name));
    }

    [ProtonFact]
    public async Task Members_without_a_value_do_not_travel()
    {
        ProtonMessage message = await SendAsync(new EveryType());

        Assert.Equal(Map(), message["amqp-value"]);
    }

    [ProtonFact]
    public async Task Empty_values_arrive_as_empty_values()
    {
        ProtonMessage message = await SendAsync(new EveryType
        {
            Binary = [],
            Memory = ReadOnlyMemory<byte>.Empty,
            String = "",
            Symbol = "",
            List = [],
            Texts = [],
            Map = new Dictionary<string, long>(),
            Int = 0,
            Boolean = false,
            Decimal = 0m,
        });

        Assert.Equal(
            Map(
                (ProtonValue.String("Boolean"), Boolean(false)),
                (ProtonValue.String("Int"), Int(0)),
                (ProtonValue.String("Decimal"), Decimal128("30400000000000000000000000000000")),
                (ProtonValue.String("Binary"), Binary([])),
                (ProtonValue.String("Memory"), Binary([])),
                (ProtonValue.String("String"), ProtonValue.String("")),
                (ProtonValue.String("Symbol"), Symbol("")),
                (ProtonValue.String("List"), List()),
                (ProtonValue.String("Texts"), List()),
                (ProtonValue.String("Map"), Map())),
            message["amqp-value"]);
    }

    [ProtonFact]
    public async Task Every_section_holds_what_its_attributes_say()
    {
        DateTimeOffset moment = DateTimeOffset.FromUnixTimeMilliseconds(1_517_932_243_123);
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);
        AllSections sent = new()
        {
            Id = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            Correlation = 12,
            To = "to",
            ReplyTo = "reply-to",
            Group = "group",
            Sequence = 3,
            Expiry = moment,
            Created = moment.AddDays(-1),
            Ratio = 0.5,
            Key = "key",
            Number = 300,
        };

        await client.GetSender<ITestSender>().SendAsync(sent, TimeSpan.FromSeconds(1.5), "argument");
        ProtonMessage message = await receiver.ReadMessageAsync();

        Assert.Equal(["header", "message-annotations", "properties", "application-properties", "amqp-value"], message.Sections.Select(section => section.Name));
        Assert.Equal(List(Boolean(true), UByte(9), UInt(1500)), message["header"]);
        Assert.Equal(
            List(
                Uuid(sent.Id), Null, ProtonValue.String("to"), ProtonValue.String("by method"), ProtonValue.String("reply-to"), ULong(12),
                Symbol("application/x-test"), Null, Timestamp(moment), Timestamp(moment.AddDays(-1)), ProtonValue.String("group"), UInt(3)),
            message["properties"]);
        Assert.Equal(
            [(Symbol("x-opt-constant"), Boolean(true)), (Symbol("x-opt-key"), ProtonValue.String("key"))],
            message.Entries("message-annotations"));
        Assert.Equal(
            [(ProtonValue.String("argument"), ProtonValue.String("argument")), (ProtonValue.String("constant"), Long(7)), (ProtonValue.String("ratio"), ProtonValue.Double(0.5))],
            message.Entries("application-properties"));
        Assert.Equal(Described(ULong(0x0000_00AB_0000_0001), List(Int(300))), message["amqp-value"]);
    }

    private static ProtonValue Leaf(params ProtonValue[] fields) => Described(Symbol("test:leaf:list"), List(fields));

    private static async Task<ProtonMessage> SendAsync(EveryType sent)
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);
        await client.GetSender<ITestSender>().SendAsync(sent);
        return await receiver.ReadMessageAsync();
    }
}
