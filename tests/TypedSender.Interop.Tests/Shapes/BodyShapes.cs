using System.Net;
using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>Every encoding of a body.</summary>
internal static class BodyShapes
{
    /// <summary>More bytes than a length of one byte can tell.</summary>
    private static readonly byte[] Many = [.. Enumerable.Range(0, 300).Select(number => (byte)number)];

    public static IReadOnlyList<Shape> All { get; } =
    [
        new("body-map", sender => sender.SendAsync(new EveryType { Int = 1, String = "a" }), """amqp-value: map {string "Int": int 1, string "String": string "a"}"""),
        new("body-map-empty", sender => sender.SendAsync(new EveryType()), "amqp-value: map {}"),
        new(
            "body-map-wide",
            sender => sender.SendAsync(new EveryType { Int = 1, String = new string('s', 300) }),
            $$"""amqp-value: map {string "Int": int 1, string "String": string "{{new string('s', 300)}}"}"""),
        new(
            "body-map-described-by-code",
            sender => sender.SendAsync(new DescribedMap(5, new Version(1, 2, 3))),
            """amqp-value: described (ulong 734439407618) map {string "Number": int 5, string "Version": string "1.2.3"}"""),
        new("body-map-described-by-symbol", sender => sender.SendAsync(new NamedMap("named")), """amqp-value: described (symbol "test:named:map") map {string "Text": string "named"}"""),
        new(
            "body-map-with-described-values",
            sender => sender.SendAsync(new NestedDescriptors(new InnerList(-5), [IPAddress.Loopback, null], IPAddress.Any)),
            """
            application-properties: map {string "address": binary AAAAAA==}
            amqp-value: described (ulong 734439407619) map {string "Inner": described (symbol "test:inner:list") list [null, int -5], string "Addresses": list [binary fwAAAQ==, null]}
            """),
        new("body-list", sender => sender.SendAsync(new PlainList("a", 2)), """amqp-value: list [string "a", int 2]"""),
        new("body-list-empty", sender => sender.SendAsync(new PlainList(null, null)), "amqp-value: list []"),
        new("body-list-with-null", sender => sender.SendAsync(new PlainList(null, 2)), "amqp-value: list [null, int 2]"),
        new("body-list-short", sender => sender.SendAsync(new PlainList("a", null)), """amqp-value: list [string "a"]"""),
        new("body-list-wide", sender => sender.SendAsync(new PlainList(new string('s', 300), 2)), $"""amqp-value: list [string "{new string('s', 300)}", int 2]"""),
        new("body-list-described-by-symbol", sender => sender.SendAsync(new InnerList(70_000)), """amqp-value: described (symbol "test:inner:list") list [null, int 70000]"""),
        new("body-list-described-by-code", sender => sender.SendAsync(new AllSections { Id = Guid.Empty, Number = 300 }, TimeSpan.FromSeconds(1), null), """
            header: list [boolean true, ubyte 9, uint 1000]
            message-annotations: map {symbol "x-opt-constant": boolean true}
            properties: list [uuid 00000000-0000-0000-0000-000000000000, null, null, string "by method", null, null, symbol "application/x-test"]
            application-properties: map {string "constant": long 7}
            amqp-value: described (ulong 734439407617) list [int 300]
            """),
        new("body-sequence", sender => sender.SendAsync(new SequenceBody("a", 1L << 40, "z")), """amqp-sequence: list [string "a", null, long 1099511627776, string "z"]"""),
        new("body-raw", sender => sender.SendAsync(new RawBody(new byte[] { 0, 255, 1 })), """
            properties: list [null, null, null, null, null, null, symbol "application/octet-stream"]
            data: binary AP8B
            """),
        new("body-raw-empty", sender => sender.SendAsync(new RawBody(default)), """
            properties: list [null, null, null, null, null, null, symbol "application/octet-stream"]
            data: binary 
            """),
        new("body-raw-wide", sender => sender.SendAsync(new RawBody(Many)), $"""
            properties: list [null, null, null, null, null, null, symbol "application/octet-stream"]
            data: binary {Convert.ToBase64String(Many)}
            """),
        new("body-json", sender => sender.SendAsync(new Purchase("apple", 3)), $$"""
            properties: list [null, null, null, null, null, null, symbol "application/json"]
            data: binary {{Convert.ToBase64String("""{"item":"apple","quantity":3}"""u8)}}
            """),
        new(
            "body-for-a-cloud",
            sender => sender.SendAsync(new CloudOrder(
                "{}"u8.ToArray(), "id-1", "correlation-1", "session-1", "replies", "reply-session", "somewhere", TimeSpan.FromMinutes(5), "session-1", "via",
                DateTimeOffset.FromUnixTimeMilliseconds(1_893_553_445_678), 12.50m, 5)),
            """
            header: list [null, null, uint 300000]
            message-annotations: map {symbol "x-opt-partition-key": string "session-1", symbol "x-opt-via-partition-key": string "via", symbol "x-opt-scheduled-enqueue-time": timestamp 1893553445678}
            properties: list [string "id-1", null, string "somewhere", string "order.placed", string "replies", string "correlation-1", symbol "application/json", null, null, null, string "session-1", null, string "reply-session"]
            application-properties: map {string "total": decimal128 303c00000000000000000000000004e2, string "count": int 5}
            data: binary e30=
            """),
    ];
}
