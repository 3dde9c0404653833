using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tool.Doctor;

/// <summary>The cases of the conformance suite: each body, section, size, outcome and disconnect.</summary>
internal static class SuiteCases
{
    public static IReadOnlyList<SuiteCase> All { get; } = [.. Bodies(), .. Sections(), .. Sizes(), .. Outcomes(), .. Disconnects()];

    private static DateTimeOffset Moment => new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static IEnumerable<SuiteCase> Bodies()
    {
        (string Name, object? Value)[] values =
        [
            ("null", null), ("boolean", true), ("ubyte", (byte)200), ("ushort", (ushort)60_000), ("uint", 4_000_000_000u), ("ulong", ulong.MaxValue), ("byte", (sbyte)-100), ("short", (short)-30_000),
            ("int", int.MinValue), ("long", long.MinValue), ("float", 1.5f), ("double", -0.1), ("decimal128", AmqpDecimal128.FromDecimal(12.50m)), ("char", new Rune(0x1F600)), ("timestamp", Moment),
            ("uuid", new Guid("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")), ("binary", new byte[] { 0, 1, 255 }), ("string", "Grüße, 世界"), ("symbol", new AmqpSymbol("a-symbol")),
            ("list", new List<object?> { 1, "two", null }), ("map", new AmqpMap { ["one"] = 1, ["nested"] = new AmqpMap { ["two"] = 2 } }),
            ("array", new AmqpArray(FormatCode.Int, [1, 2, 3])), ("described", new AmqpDescribed(new AmqpSymbol("example:point"), new List<object?> { 1, 2 })),
        ];
        return
        [
            .. values.Select(static each => RoundTrip("body", $"amqp-value: {each.Name}", new AmqpMessage { Value = each.Value })),
            RoundTrip("body", "data", new AmqpMessage { Data = ["hello"u8.ToArray()] }),
            RoundTrip("body", "data: empty", new AmqpMessage { Data = [[]] }),
            RoundTrip("body", "data: three sections", new AmqpMessage { Data = [[1], [2, 3], [4]] }),
            RoundTrip("body", "amqp-sequence", new AmqpMessage { Sequences = [[1, "two"]] }),
            RoundTrip("body", "amqp-sequence: two sections", new AmqpMessage { Sequences = [[1], [2, 3]] }),
        ];
    }

    private static IEnumerable<SuiteCase> Sections()
    {
        AmqpMap annotations = new() { [new AmqpSymbol("x-opt-example")] = "kept" };
        AmqpMap application = new()
        {
            ["string"] = "text", ["int"] = 1, ["long"] = 2L, ["ulong"] = 3ul, ["boolean"] = true, ["double"] = 0.5, ["uuid"] = Guid.Empty, ["timestamp"] = Moment, ["binary"] = new byte[] { 1 }, ["null"] = null,
        };
        Properties properties = new()
        {
            MessageId = "id-1", To = "somewhere", Subject = "suite", ReplyTo = "back", CorrelationId = "id-0", ContentType = "text/plain", ContentEncoding = "identity", AbsoluteExpiryTime = Moment.AddYears(50),
            CreationTime = Moment, GroupId = "group", GroupSequence = 7, ReplyToGroupId = "other",
        };
        return
        [
            RoundTrip("section", "header", new AmqpMessage { Header = new Header { Durable = true, Priority = 7, Ttl = 600_000 }, Value = 1 }),
            RoundTrip("section", "delivery-annotations", new AmqpMessage { DeliveryAnnotations = annotations, Value = 1 }),
            RoundTrip("section", "message-annotations", new AmqpMessage { MessageAnnotations = annotations, Value = 1 }),
            RoundTrip("section", "properties", new AmqpMessage { Properties = properties, Value = 1 }),
            RoundTrip("section", "message-id: ulong", new AmqpMessage { Properties = new Properties { MessageId = 7ul }, Value = 1 }),
            RoundTrip("section", "message-id: uuid", new AmqpMessage { Properties = new Properties { MessageId = new Guid("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0") }, Value = 1 }),
            RoundTrip("section", "message-id: binary", new AmqpMessage { Properties = new Properties { MessageId = new byte[] { 1, 2 } }, Value = 1 }),
            RoundTrip("section", "application-properties", new AmqpMessage { ApplicationProperties = application, Value = 1 }),
            RoundTrip("section", "footer", new AmqpMessage { Value = 1, Footer = annotations }),
        ];
    }

    private static IEnumerable<SuiteCase> Sizes() =>
        from size in (int[])[1, 1024, 64 * 1024, 256 * 1024, 1024 * 1024]
        select RoundTrip("size", ErrorText.Bytes(size).Replace("1 bytes", "1 byte", StringComparison.Ordinal), new AmqpMessage { Data = [Enumerable.Range(0, size).Select(static index => (byte)index).ToArray()] });

    private static IEnumerable<SuiteCase> Outcomes() =>
    [
        new("outcome", "sent settled", async (queue, cancellationToken) =>
        {
            SendOutcome outcome = await queue.SendAsync(new AmqpMessage { Value = "settled" }, cancellationToken, new SendOptions { Settled = true }).ConfigureAwait(false);
            outcome.EnsureSuccess();
            await AcceptAsync(queue, cancellationToken).ConfigureAwait(false);
            return null;
        }),
        new("outcome", "released: comes again", async (queue, cancellationToken) =>
        {
            ReceivedMessage message = await SendAndReceiveAsync(queue, cancellationToken).ConfigureAwait(false);
            await message.ReleaseAsync().ConfigureAwait(false);
            await AcceptAsync(queue, cancellationToken).ConfigureAwait(false);
            return null;
        }),
        new("outcome", "modified, delivery failed: is counted", async (queue, cancellationToken) =>
        {
            ReceivedMessage message = await SendAndReceiveAsync(queue, cancellationToken).ConfigureAwait(false);
            await message.ModifyAsync(deliveryFailed: true).ConfigureAwait(false);
            AmqpMessage again = await AcceptAsync(queue, cancellationToken).ConfigureAwait(false);
            return again.Header?.DeliveryCount is > 0 ? null : "it came again, and delivery-count of header is not above 0";
        }),
        new("outcome", "rejected: does not come again", async (queue, cancellationToken) =>
        {
            ReceivedMessage message = await SendAndReceiveAsync(queue, cancellationToken).ConfigureAwait(false);
            await message.RejectAsync().ConfigureAwait(false);
            return await queue.TryReceiveAsync(SuiteQueue.Quiet, cancellationToken).ConfigureAwait(false) is null ? null : "it came again";
        }),
        new("outcome", "accepted: does not come again", async (queue, cancellationToken) =>
        {
            ReceivedMessage message = await SendAndReceiveAsync(queue, cancellationToken).ConfigureAwait(false);
            await message.AcceptAsync().ConfigureAwait(false);
            await queue.ReopenAsync(isCut: false, cancellationToken).ConfigureAwait(false);
            return await queue.TryReceiveAsync(SuiteQueue.Quiet, cancellationToken).ConfigureAwait(false) is null ? null : "it came again";
        }),
    ];

    private static IEnumerable<SuiteCase> Disconnects() =>
        from isCut in (bool[])[false, true]
        select new SuiteCase("disconnect", isCut ? "receiver is cut off: its message comes again" : "receiver closes: its message comes again", async (queue, cancellationToken) =>
        {
            await SendAndReceiveAsync(queue, cancellationToken).ConfigureAwait(false);
            await queue.ReopenAsync(isCut, cancellationToken).ConfigureAwait(false);
            await AcceptAsync(queue, cancellationToken).ConfigureAwait(false);
            return null;
        });

    private static SuiteCase RoundTrip(string part, string name, AmqpMessage message) => new(part, name, async (queue, cancellationToken) =>
    {
        SendOutcome outcome = await queue.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return outcome.IsSuccess ? MessageComparison.Find(message, await AcceptAsync(queue, cancellationToken).ConfigureAwait(false)) : ErrorTexts.AddOptions(outcome.ToString());
    });

    private static async Task<ReceivedMessage> SendAndReceiveAsync(SuiteQueue queue, CancellationToken cancellationToken)
    {
        SendOutcome outcome = await queue.SendAsync(new AmqpMessage { Value = "suite" }, cancellationToken).ConfigureAwait(false);
        outcome.EnsureSuccess();
        return await queue.ReceiveAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<AmqpMessage> AcceptAsync(SuiteQueue queue, CancellationToken cancellationToken)
    {
        ReceivedMessage received = await queue.ReceiveAsync(cancellationToken).ConfigureAwait(false);
        if (!received.IsSettled)
        {
            await received.AcceptAsync().ConfigureAwait(false);
        }

        return received.Message;
    }
}
