using System.Text;
using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>Every type of AMQP (1.0, 1.6) as a member of a map, in each encoding that a sender chooses.</summary>
internal static class TypeShapes
{
    private static readonly string Wide = new('w', 300);
    private static readonly byte[] WideBytes = Encoding.ASCII.GetBytes(Wide);

    public static IReadOnlyList<Shape> All { get; } =
    [
        Member("boolean-true", new() { Boolean = true }, "Boolean", "boolean true"),
        Member("boolean-false", new() { Boolean = false }, "Boolean", "boolean false"),
        Member("ubyte", new() { UByte = 255 }, "UByte", "ubyte 255"),
        Member("ushort", new() { UShort = 65_535 }, "UShort", "ushort 65535"),
        Member("uint", new() { UInt = uint.MaxValue }, "UInt", "uint 4294967295"),
        Member("uint-small", new() { UInt = 255 }, "UInt", "uint 255"),
        Member("uint-zero", new() { UInt = 0 }, "UInt", "uint 0"),
        Member("ulong", new() { ULong = ulong.MaxValue }, "ULong", "ulong 18446744073709551615"),
        Member("ulong-small", new() { ULong = 255 }, "ULong", "ulong 255"),
        Member("ulong-zero", new() { ULong = 0 }, "ULong", "ulong 0"),
        Member("byte", new() { Byte = -128 }, "Byte", "byte -128"),
        Member("short", new() { Short = -32_768 }, "Short", "short -32768"),
        Member("int", new() { Int = int.MinValue }, "Int", "int -2147483648"),
        Member("int-small", new() { Int = -128 }, "Int", "int -128"),
        Member("long", new() { Long = long.MinValue }, "Long", "long -9223372036854775808"),
        Member("long-small", new() { Long = 127 }, "Long", "long 127"),
        Member("float", new() { Float = 1.5f }, "Float", "float 3fc00000"),
        Member("float-nan", new() { Float = BitConverter.UInt32BitsToSingle(0x7FC0_0000) }, "Float", "float 7fc00000"),
        Member("double", new() { Double = -0.1 }, "Double", "double bfb999999999999a"),
        Member("double-infinite", new() { Double = double.PositiveInfinity }, "Double", "double 7ff0000000000000"),
        Member("decimal32", new() { Decimal32 = new AmqpDecimal32(0x3280_04E2) }, "Decimal32", "decimal32 328004e2"),
        Member("decimal64", new() { Decimal64 = new AmqpDecimal64(0x31C0_0000_0000_04E2) }, "Decimal64", "decimal64 31c00000000004e2"),
        Member("decimal128", new() { Decimal = 12.50m }, "Decimal", "decimal128 303c00000000000000000000000004e2"),
        Member("decimal128-smallest", new() { Decimal = decimal.MinValue }, "Decimal", "decimal128 b0400000ffffffffffffffffffffffff"),
        Member("decimal128-with-exponent", new() { Decimal128 = new AmqpDecimal128(0x3044_0000_0000_0000, 7) }, "Decimal128", "decimal128 30440000000000000000000000000007"),
        Member("decimal128-not-a-number", new() { Decimal128 = new AmqpDecimal128(0x7C00_0000_0000_0000, 0) }, "Decimal128", "decimal128 7c000000000000000000000000000000"),
        Member("char", new() { Char = 'ß' }, "Char", "char 223"),
        Member("char-of-two-units", new() { Rune = new Rune(0x1F600) }, "Rune", "char 128512"),
        Member("timestamp", new() { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(1_517_932_243_123) }, "Timestamp", "timestamp 1517932243123"),
        Member("timestamp-before-1970", new() { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(-1) }, "Timestamp", "timestamp -1"),
        Member("timestamp-latest", new() { Timestamp = DateTimeOffset.MaxValue }, "Timestamp", "timestamp 253402300799999"),
        Member("uuid", new() { Uuid = new Guid("00112233-4455-6677-8899-aabbccddeeff") }, "Uuid", "uuid 00112233-4455-6677-8899-aabbccddeeff"),
        Member("binary", new() { Binary = [0, 255, 1] }, "Binary", "binary AP8B"),
        Member("binary-empty", new() { Binary = [] }, "Binary", "binary "),
        Member("binary-wide", new() { Binary = WideBytes }, "Binary", $"binary {Convert.ToBase64String(WideBytes)}"),
        Member("string", new() { String = "naïve \U0001F600" }, "String", """string "na\u00EFve \uD83D\uDE00" """.TrimEnd()),
        Member("string-empty", new() { String = "" }, "String", "string \"\""),
        Member("string-wide", new() { String = Wide }, "String", $"string \"{Wide}\""),
        Member("symbol", new() { Symbol = "test:symbol" }, "Symbol", "symbol \"test:symbol\""),
        Member("symbol-wide", new() { Symbol = Wide }, "Symbol", $"symbol \"{Wide}\""),
        Member("symbol-of-a-string", new() { StringAsSymbol = "text" }, "StringAsSymbol", "symbol \"text\""),
        Member("uri", new() { Uri = new Uri("https://example.com/a?b=c") }, "Uri", "string \"https://example.com/a?b=c\""),
        Member("date", new() { Date = new DateOnly(2018, 2, 6) }, "Date", "string \"2018-02-06\""),
        Member("duration-in-milliseconds", new() { Milliseconds = TimeSpan.FromSeconds(90) }, "Milliseconds", "long 90000"),
        Member("duration-as-text", new() { Duration = TimeSpan.FromSeconds(90) }, "Duration", "string \"PT1M30S\""),
        Member("enum-as-number", new() { Number = Colour.Blue }, "Number", "ubyte 200"),
        Member("enum-as-name", new() { Name = Colour.Blue }, "Name", "string \"Blue\""),
        Member("list", new() { List = [1, -1, 1000] }, "List", "list [int 1, int -1, int 1000]"),
        Member("list-empty", new() { List = [] }, "List", "list []"),
        Member("list-wide", new() { List = [.. Enumerable.Range(0, 300)] }, "List", $"list [{string.Join(", ", Enumerable.Range(0, 300).Select(number => $"int {number}"))}]"),
        Member("list-with-null", new() { Texts = ["a", null, ""] }, "Texts", "list [string \"a\", null, string \"\"]"),
        Member("map", new() { Map = new Dictionary<string, long> { ["one"] = 1, ["big"] = 1L << 40 } }, "Map", "map {string \"one\": long 1, string \"big\": long 1099511627776}"),
        Member("map-empty", new() { Map = new Dictionary<string, long>() }, "Map", "map {}"),
        Member(
            "map-of-described-lists",
            new() { Leaves = new() { [3] = new Leaf { Text = "three", Weight = 3, Last = true } } },
            "Leaves",
            "map {int 3: described (symbol \"test:leaf:list\") list [string \"three\", null, ulong 3, boolean true]}"),
        Member("contract", new() { Place = new Place(1.5, -2) }, "Place", "map {string \"Longitude\": double 3ff8000000000000, string \"Latitude\": double c000000000000000}"),
        Member(
            "contract-in-itself",
            new() { Recursive = [new EveryType { Int = 1, Recursive = [new EveryType()] }] },
            "Recursive",
            "list [map {string \"Int\": int 1, string \"Recursive\": list [map {}]}]"),
    ];

    private static Shape Member(string name, EveryType message, string member, string value) =>
        new($"type-{name}", sender => sender.SendAsync(message), $"amqp-value: map {{string \"{member}\": {value}}}");
}
