using TypedSender.Amqp;

namespace TypedSender;

/// <summary>The names of what frames consist of, as the specification gives them (AMQP 1.0, 2.7, 2.8.14, 3.4, 3.5, 4.5 and 5.3.3), for the frame trace.</summary>
/// <param name="Name">The name of the type.</param>
/// <param name="Fields">The names of its fields, in their order.</param>
internal sealed record FrameFields(string Name, params string[] Fields)
{
    private static readonly Dictionary<ulong, FrameFields> ByCode = new()
    {
        [0x10] = new("open", "container-id", "hostname", "max-frame-size", "channel-max", "idle-time-out", "outgoing-locales", "incoming-locales", "offered-capabilities", "desired-capabilities", "properties"),
        [0x11] = new("begin", "remote-channel", "next-outgoing-id", "incoming-window", "outgoing-window", "handle-max", "offered-capabilities", "desired-capabilities", "properties"),
        [0x12] = new("attach", "name", "handle", "role", "snd-settle-mode", "rcv-settle-mode", "source", "target", "unsettled", "incomplete-unsettled", "initial-delivery-count", "max-message-size", "offered-capabilities", "desired-capabilities", "properties"),
        [0x13] = new("flow", "next-incoming-id", "incoming-window", "next-outgoing-id", "outgoing-window", "handle", "delivery-count", "link-credit", "available", "drain", "echo", "properties"),
        [0x14] = new("transfer", "handle", "delivery-id", "delivery-tag", "message-format", "settled", "more", "rcv-settle-mode", "state", "resume", "aborted", "batchable"),
        [0x15] = new("disposition", "role", "first", "last", "settled", "state", "batchable"),
        [0x16] = new("detach", "handle", "closed", "error"),
        [0x17] = new("end", "error"),
        [0x18] = new("close", "error"),
        [0x1d] = new("error", "condition", "description", "info"),
        [0x23] = new("received", "section-number", "section-offset"),
        [0x24] = new("accepted"),
        [0x25] = new("rejected", "error"),
        [0x26] = new("released"),
        [0x27] = new("modified", "delivery-failed", "undeliverable-here", "message-annotations"),
        [0x28] = new("source", "address", "durable", "expiry-policy", "timeout", "dynamic", "dynamic-node-properties", "distribution-mode", "filter", "default-outcome", "outcomes", "capabilities"),
        [0x29] = new("target", "address", "durable", "expiry-policy", "timeout", "dynamic", "dynamic-node-properties", "capabilities"),
        [0x30] = new("coordinator", "capabilities"),
        [0x31] = new("declare", "global-id"),
        [0x32] = new("discharge", "txn-id", "fail"),
        [0x33] = new("declared", "txn-id"),
        [0x34] = new("transactional-state", "txn-id", "outcome"),
        [0x40] = new("sasl-mechanisms", "sasl-server-mechanisms"),
        [0x41] = new("sasl-init", "mechanism", "initial-response", "hostname"),
        [0x42] = new("sasl-challenge", "challenge"),
        [0x43] = new("sasl-response", "response"),
        [0x44] = new("sasl-outcome", "code", "additional-data"),
    };

    private static readonly Dictionary<string, FrameFields> BySymbol = ByCode.Values.ToDictionary(static fields => $"amqp:{fields.Name}:list", StringComparer.Ordinal);

    /// <summary>The type with this descriptor, a number or a symbol; null for one that the specification does not define.</summary>
    public static FrameFields? Find(object descriptor) => descriptor switch
    {
        ulong code => ByCode.GetValueOrDefault(code),
        AmqpSymbol symbol => BySymbol.GetValueOrDefault(symbol.Value),
        _ => null,
    };
}
