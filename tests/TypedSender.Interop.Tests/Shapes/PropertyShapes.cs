namespace TypedSender.Interop.Tests.Shapes;

/// <summary>Each field of the properties (AMQP 1.0, 3.2.4), and each type of ids (3.2.11 to 3.2.14).</summary>
internal static class PropertyShapes
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeMilliseconds(1_517_932_243_123);

    public static IReadOnlyList<Shape> All { get; } =
    [
        With("message-id-ulong", new() { MessageId = 12ul }, "ulong 12"),
        With("message-id-uuid", new() { MessageId = Id }, "uuid 00112233-4455-6677-8899-aabbccddeeff"),
        With("message-id-binary", new() { MessageId = new byte[] { 0, 255, 1 } }, "binary AP8B"),
        With("message-id-string", new() { MessageId = "id" }, "string \"id\""),
        With("user-id", new() { UserId = [103, 117, 255] }, "null, binary Z3X/"),
        With("to", new() { To = "to" }, "null, null, string \"to\""),
        With("subject", new() { Subject = "subject" }, "null, null, null, string \"subject\""),
        With("reply-to", new() { ReplyTo = "reply-to" }, "null, null, null, null, string \"reply-to\""),
        With("correlation-id-ulong", new() { CorrelationId = ulong.MaxValue }, "null, null, null, null, null, ulong 18446744073709551615"),
        With("correlation-id-uuid", new() { CorrelationId = Id }, "null, null, null, null, null, uuid 00112233-4455-6677-8899-aabbccddeeff"),
        With("correlation-id-binary", new() { CorrelationId = new byte[] { 0, 255, 1 } }, "null, null, null, null, null, binary AP8B"),
        With("correlation-id-string", new() { CorrelationId = "id" }, "null, null, null, null, null, string \"id\""),
        With("content-type", new() { ContentType = "text/plain" }, "null, null, null, null, null, null, symbol \"text/plain\""),
        With("content-encoding", new() { ContentEncoding = "gzip" }, "null, null, null, null, null, null, null, symbol \"gzip\""),
        With("absolute-expiry-time", new() { AbsoluteExpiryTime = Moment }, "null, null, null, null, null, null, null, null, timestamp 1517932243123"),
        With("creation-time", new() { CreationTime = Moment }, "null, null, null, null, null, null, null, null, null, timestamp 1517932243123"),
        With("group-id", new() { GroupId = "group" }, "null, null, null, null, null, null, null, null, null, null, string \"group\""),
        With("group-sequence", new() { GroupSequence = 3 }, "null, null, null, null, null, null, null, null, null, null, null, uint 3"),
        With("reply-to-group-id", new() { ReplyToGroupId = "group" }, "null, null, null, null, null, null, null, null, null, null, null, null, string \"group\""),
        new("sections-all-constant", sender => sender.SendAsync(new FixedSections([1])), """
            header: list [boolean true, ubyte 7, uint 1500, boolean false]
            message-annotations: map {symbol "x-opt-number": byte -128}
            properties: list [null, binary dXNlcg==, string "to", string "subject", string "reply-to", null, symbol "text/plain", symbol "identity", null, null, string "group", null, string "reply-group"]
            application-properties: map {string "flag": boolean false, string "number": long 300, string "letter": char 120}
            data: binary AQ==
            """),
    ];

    private static Shape With(string name, EverySection message, string fields) => new($"properties-{name}", sender => sender.SendAsync(message), $"properties: list [{fields}]\ndata: binary AQ==");
}
