using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>Envelopes: messages of format 0x80013700, with a message in each data section. Their own sections are those of their first message.</summary>
internal static class EnvelopeShapes
{
    public static IReadOnlyList<Shape> All { get; } =
    [
        new("envelope-of-maps", sender => sender.SendInEnvelopeAsync([new Small(1), new Small(-70_000)]), """
            1 amqp-value: map {string "Number": int 1}
            2 amqp-value: map {string "Number": int -70000}
            """),
        new(
            "envelope-with-sections",
            sender => sender.SendInEnvelopeAsync(
            [
                new EverySection { Durable = true, MessageId = "first", Subject = "a", TextAnnotation = "one", Body = new byte[] { 1 } },
                new EverySection { Durable = true, MessageId = "second", Subject = "b", TextAnnotation = "two", Body = new byte[] { 2 } },
            ]),
            """
            header: list [boolean true]
            message-annotations: map {symbol "x-opt-text": string "one"}
            properties: list [string "first", null, null, string "a"]
            1 header: list [boolean true]
            1 message-annotations: map {symbol "x-opt-text": string "one"}
            1 properties: list [string "first", null, null, string "a"]
            1 data: binary AQ==
            2 header: list [boolean true]
            2 message-annotations: map {symbol "x-opt-text": string "two"}
            2 properties: list [string "second", null, null, string "b"]
            2 data: binary Ag==
            """),
        new(
            "envelope-for-a-cloud",
            sender => sender.SendInEnvelopeAsync(
            [
                new CloudOrder("[1]"u8.ToArray(), "id-1", Session: "s", PartitionKey: "s", Total: 1m),
                new CloudOrder("[2]"u8.ToArray(), "id-2", Session: "s", PartitionKey: "s", Total: 2m),
            ]),
            """
            message-annotations: map {symbol "x-opt-partition-key": string "s"}
            properties: list [string "id-1", null, null, string "order.placed", null, null, symbol "application/json", null, null, null, string "s"]
            application-properties: map {string "total": decimal128 30400000000000000000000000000001}
            1 message-annotations: map {symbol "x-opt-partition-key": string "s"}
            1 properties: list [string "id-1", null, null, string "order.placed", null, null, symbol "application/json", null, null, null, string "s"]
            1 application-properties: map {string "total": decimal128 30400000000000000000000000000001}
            1 data: binary WzFd
            2 message-annotations: map {symbol "x-opt-partition-key": string "s"}
            2 properties: list [string "id-2", null, null, string "order.placed", null, null, symbol "application/json", null, null, null, string "s"]
            2 application-properties: map {string "total": decimal128 30400000000000000000000000000002}
            2 data: binary WzJd
            """),
    ];
}
