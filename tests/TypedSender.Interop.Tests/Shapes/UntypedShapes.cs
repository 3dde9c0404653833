using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>Forms that no contract has and an untyped message may: arrays, null, several sections of the body, annotations of the delivery, a footer.</summary>
internal static class UntypedShapes
{
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeMilliseconds(1_517_932_243_123);

    public static IReadOnlyList<Shape> All { get; } =
    [
        Value("null", null, "null"),
        Value("string", "text", "string \"text\""),
        Value("binary", new byte[] { 0, 255, 1 }, "binary AP8B"),
        Value("described", new AmqpDescribed(new AmqpSymbol("d:x"), 5), "described (symbol \"d:x\") int 5"),
        Value("described-by-code", new AmqpDescribed(0x1234_0000_0001ul, "a"), "described (ulong 20014547599361) string \"a\""),
        Value("map-with-symbol-keys", new AmqpMap { { new AmqpSymbol("a"), 1 }, { new AmqpSymbol("b"), null } }, "map {symbol \"a\": int 1, symbol \"b\": null}"),
        Value("array-of-boolean", new AmqpArray(FormatCode.Boolean, [true, false]), "array of boolean [boolean true, boolean false]"),
        Value("array-of-int", new AmqpArray(FormatCode.Int, [1, -1]), "array of int [int 1, int -1]"),
        Value("array-of-long", new AmqpArray(FormatCode.Long, [1L, -1L]), "array of long [long 1, long -1]"),
        Value("array-of-uuid", new AmqpArray(FormatCode.Uuid, [Guid.Empty]), "array of uuid [uuid 00000000-0000-0000-0000-000000000000]"),
        Value("array-of-timestamp", new AmqpArray(FormatCode.Timestamp, [Moment]), "array of timestamp [timestamp 1517932243123]"),
        Value("array-of-string", new AmqpArray(FormatCode.String8, ["a", ""]), "array of string [string \"a\", string \"\"]"),
        Value("array-of-symbol", new AmqpArray(FormatCode.Symbol8, [new AmqpSymbol("a"), new AmqpSymbol("b")]), "array of symbol [symbol \"a\", symbol \"b\"]"),
        Value("array-of-binary", new AmqpArray(FormatCode.Binary8, [new byte[] { 1 }, Array.Empty<byte>()]), "array of binary [binary AQ==, binary ]"),
        Value("array-of-list", new AmqpArray(FormatCode.List32, [new List<object?> { 1 }, new List<object?>()]), "array of list [list [int 1], list []]"),
        Value("array-of-map", new AmqpArray(FormatCode.Map32, [new AmqpMap { ["a"] = 1 }]), "array of map [map {string \"a\": int 1}]"),
        Value("array-of-described", new AmqpArray(FormatCode.Int, [1], 5ul), "array of described (ulong 5) int [int 1]"),
        Value("array-in-a-map", new AmqpMap { ["a"] = new AmqpArray(FormatCode.Int, [1]) }, "map {string \"a\": array of int [int 1]}"),
        Shape.Untyped("untyped-data-twice", new() { Data = [[1], [2, 3]] }, "data: binary AQ==\ndata: binary AgM="),
        Shape.Untyped("untyped-sequence-twice", new() { Sequences = [[1], ["a", null]] }, "amqp-sequence: list [int 1]\namqp-sequence: list [string \"a\", null]"),
        Shape.Untyped("untyped-delivery-annotations", new() { DeliveryAnnotations = new() { { new AmqpSymbol("x-opt-a"), 1 } }, Data = [[1]] }, "delivery-annotations: map {symbol \"x-opt-a\": int 1}\ndata: binary AQ=="),
        Shape.Untyped("untyped-footer", new() { Data = [[1]], Footer = new() { { new AmqpSymbol("x-opt-a"), 1 } } }, "data: binary AQ==\nfooter: map {symbol \"x-opt-a\": int 1}"),
        Shape.Untyped("untyped-delivery-count", new() { Header = new Header { DeliveryCount = 2 }, Data = [[1]] }, "header: list [null, null, null, null, uint 2]\ndata: binary AQ=="),
        Shape.Untyped("untyped-empty-sections", new() { MessageAnnotations = [], ApplicationProperties = [], Data = [[1]] }, "message-annotations: map {}\napplication-properties: map {}\ndata: binary AQ=="),
        Shape.Untyped("untyped-null-property", new() { ApplicationProperties = new() { ["a"] = null }, Data = [[1]] }, "application-properties: map {string \"a\": null}\ndata: binary AQ=="),
        Shape.Untyped(
            "untyped-every-section",
            new()
            {
                Header = new Header { Durable = true, Priority = 5, Ttl = 1000, FirstAcquirer = true, DeliveryCount = 1 },
                DeliveryAnnotations = new() { { new AmqpSymbol("x-opt-d"), "d" } },
                MessageAnnotations = new() { { new AmqpSymbol("x-opt-m"), "m" } },
                Properties = new Properties
                {
                    MessageId = "id", UserId = new byte[] { 1 }, To = "to", Subject = "s", ReplyTo = "r", CorrelationId = "c", ContentType = "text/plain", ContentEncoding = "gzip",
                    AbsoluteExpiryTime = Moment, CreationTime = Moment, GroupId = "g", GroupSequence = 1, ReplyToGroupId = "rg",
                },
                ApplicationProperties = new() { ["a"] = 1 },
                Value = "body",
                Footer = new() { { new AmqpSymbol("x-opt-f"), "f" } },
            },
            """
            header: list [boolean true, ubyte 5, uint 1000, boolean true, uint 1]
            delivery-annotations: map {symbol "x-opt-d": string "d"}
            message-annotations: map {symbol "x-opt-m": string "m"}
            properties: list [string "id", binary AQ==, string "to", string "s", string "r", string "c", symbol "text/plain", symbol "gzip", timestamp 1517932243123, timestamp 1517932243123, string "g", uint 1, string "rg"]
            application-properties: map {string "a": int 1}
            amqp-value: string "body"
            footer: map {symbol "x-opt-f": string "f"}
            """),
    ];

    private static Shape Value(string name, object? value, string notation) => Shape.Untyped($"untyped-value-{name}", new() { Value = value }, $"amqp-value: {notation}");
}
