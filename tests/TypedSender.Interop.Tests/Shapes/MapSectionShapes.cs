using System.Text;
using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>Application properties of every simple type (AMQP 1.0, 3.2.5), and message annotations (3.2.3).</summary>
internal static class MapSectionShapes
{
    public static IReadOnlyList<Shape> All { get; } =
    [
        Property("boolean", new() { Boolean = true }, "boolean true"),
        Property("ubyte", new() { UByte = 255 }, "ubyte 255"),
        Property("ushort", new() { UShort = 65_535 }, "ushort 65535"),
        Property("uint", new() { UInt = uint.MaxValue }, "uint 4294967295"),
        Property("ulong", new() { ULong = ulong.MaxValue }, "ulong 18446744073709551615"),
        Property("byte", new() { Byte = -128 }, "byte -128"),
        Property("short", new() { Short = -32_768 }, "short -32768"),
        Property("int", new() { Int = 5 }, "int 5"),
        Property("long", new() { Long = long.MinValue }, "long -9223372036854775808"),
        Property("float", new() { Float = 1.5f }, "float 3fc00000"),
        Property("double", new() { Double = -0.1 }, "double bfb999999999999a"),
        Property("decimal", new() { Decimal = 12.50m }, "decimal128 303c00000000000000000000000004e2"),
        Property("decimal32", new() { Decimal32 = new AmqpDecimal32(0x3280_04E2) }, "decimal32 328004e2"),
        Property("decimal64", new() { Decimal64 = new AmqpDecimal64(0x31C0_0000_0000_04E2) }, "decimal64 31c00000000004e2"),
        Property("char", new() { Char = 'x' }, "char 120"),
        Property("rune", new() { Rune = new Rune(0x1F600) }, "char 128512"),
        Property("timestamp", new() { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(1_517_932_243_123) }, "timestamp 1517932243123"),
        Property("uuid", new() { Uuid = new Guid("00112233-4455-6677-8899-aabbccddeeff") }, "uuid 00112233-4455-6677-8899-aabbccddeeff"),
        Property("binary", new() { Binary = [0, 255, 1] }, "binary AP8B"),
        Property("string", new() { String = "text" }, "string \"text\""),
        Property("symbol", new() { Symbol = "symbol" }, "symbol \"symbol\""),
        Property("uri", new() { Uri = new Uri("https://example.com/") }, "string \"https://example.com/\""),
        Property("enum", new() { Enum = Colour.Blue }, "ubyte 200"),
        Property("duration", new() { Duration = TimeSpan.FromSeconds(90) }, "long 90000"),
        Annotation("text", new() { TextAnnotation = "text" }, "string \"text\""),
        Annotation("symbol", new() { SymbolAnnotation = "symbol" }, "symbol \"symbol\""),
        Annotation("list", new() { ListAnnotation = [1, 2] }, "list [int 1, int 2]"),
        Annotation("map", new() { MapAnnotation = new() { ["a"] = 1 } }, "map {string \"a\": long 1}"),
        Annotation("described", new() { DescribedAnnotation = TimeSpan.FromSeconds(1) }, "described (symbol \"com.microsoft:timespan\") long 10000000"),
    ];

    private static Shape Property(string name, EveryProperty message, string value) =>
        new($"application-property-{name}", sender => sender.SendAsync(message), $"application-properties: map {{string \"{name}\": {value}}}\ndata: binary AQ==");

    private static Shape Annotation(string name, EverySection message, string value) =>
        new($"message-annotation-{name}", sender => sender.SendAsync(message), $"message-annotations: map {{symbol \"x-opt-{name}\": {value}}}\ndata: binary AQ==");
}
