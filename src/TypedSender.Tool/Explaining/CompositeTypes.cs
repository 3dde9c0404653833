using TypedSender.Amqp;

namespace TypedSender.Tool.Explaining;

/// <summary>A described type of the specification.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Section">Where AMQP 1.0 defines it.</param>
/// <param name="Purpose">What it is for, in a few words.</param>
/// <param name="Fields">The names of its fields in their order; empty when it is no list.</param>
internal sealed record CompositeType(string Name, string Section, string Purpose, IReadOnlyList<string> Fields);

/// <summary>The described types of AMQP 1.0, by descriptor.</summary>
internal static class CompositeTypes
{
    private static readonly Dictionary<ulong, CompositeType> ByCode = new()
    {
        [0x10] = Performative(0x10, "2.7.1", "opens the connection: who this end is, and its limits"),
        [0x11] = Performative(0x11, "2.7.2", "begins a session"),
        [0x12] = Performative(0x12, "2.7.3", "attaches a link to the session: from where, to where"),
        [0x13] = Performative(0x13, "2.7.4", "grants credit, and reports the state of session and link"),
        [0x14] = Performative(0x14, "2.7.5", "carries a message, or a part of one"),
        [0x15] = Performative(0x15, "2.7.6", "reports the outcome of deliveries"),
        [0x16] = Performative(0x16, "2.7.7", "detaches the link"),
        [0x17] = Performative(0x17, "2.7.8", "ends the session"),
        [0x18] = Performative(0x18, "2.7.9", "closes the connection"),
        [0x1d] = Performative(0x1d, "2.8.14", "why something went wrong"),
        [0x23] = Performative(0x23, "3.4.1", "how much of a message has come"),
        [0x24] = Performative(0x24, "3.4.2", "the receiver took the message"),
        [0x25] = Performative(0x25, "3.4.3", "the receiver will not take the message"),
        [0x26] = Performative(0x26, "3.4.4", "the message was handed back, not processed"),
        [0x27] = Performative(0x27, "3.4.5", "the message was handed back, to be changed"),
        [0x28] = Performative(0x28, "3.5.3", "where messages come from"),
        [0x29] = Performative(0x29, "3.5.4", "where messages go"),
        [0x2b] = new("delete-on-close", "3.5.10", "the node lives as long as its link", []),
        [0x2c] = new("delete-on-no-links", "3.5.11", "the node lives as long as it has links", []),
        [0x2d] = new("delete-on-no-messages", "3.5.12", "the node lives as long as it has messages", []),
        [0x2e] = new("delete-on-no-links-or-messages", "3.5.13", "the node lives as long as it has links or messages", []),
        [0x30] = Performative(0x30, "4.5.1", "a link to the coordinator of transactions"),
        [0x31] = Performative(0x31, "4.5.2", "begins a transaction"),
        [0x32] = Performative(0x32, "4.5.3", "ends a transaction"),
        [0x33] = Performative(0x33, "4.5.5", "the transaction has begun"),
        [0x34] = Performative(0x34, "4.5.6", "the outcome of a message of a transaction"),
        [0x40] = Performative(0x40, "5.3.3.1", "the ways to log in that the peer offers"),
        [0x41] = Performative(0x41, "5.3.3.2", "chooses a way to log in"),
        [0x42] = Performative(0x42, "5.3.3.3", "requests a proof"),
        [0x43] = Performative(0x43, "5.3.3.4", "gives a proof"),
        [0x44] = Performative(0x44, "5.3.3.5", "whether the login succeeded"),
        [0x70] = new("header", "3.2.1", "how the message is to be delivered", ["durable", "priority", "ttl", "first-acquirer", "delivery-count"]),
        [0x71] = new("delivery-annotations", "3.2.2", "for the next hop", []),
        [0x72] = new("message-annotations", "3.2.3", "for the infrastructure", []),
        [0x73] = new(
            "properties", "3.2.4", "the standard properties of the message",
            ["message-id", "user-id", "to", "subject", "reply-to", "correlation-id", "content-type", "content-encoding", "absolute-expiry-time", "creation-time", "group-id", "group-sequence", "reply-to-group-id"]),
        [0x74] = new("application-properties", "3.2.5", "the application's own properties", []),
        [0x75] = new("data", "3.2.6", "a body of bytes", []),
        [0x76] = new("amqp-sequence", "3.2.7", "a body of several values", []),
        [0x77] = new("amqp-value", "3.2.8", "a body of one value", []),
        [0x78] = new("footer", "3.2.9", "what was computed after the body", []),
    };

    // The names of descriptors end with the type beneath: list, map, and in two cases binary and any.
    private static readonly Dictionary<string, CompositeType> BySymbol = ByCode.Values
        .SelectMany(static type => ((string[])["list", "map", "binary", "*"]).Select(kind => KeyValuePair.Create($"amqp:{type.Name}:{kind}", type)))
        .ToDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<KeyValuePair<ulong, CompositeType>> All => ByCode;

    public static CompositeType? Find(object? descriptor) => descriptor switch
    {
        ulong code => ByCode.GetValueOrDefault(code),
        AmqpSymbol symbol => BySymbol.GetValueOrDefault(symbol.Value),
        _ => null,
    };

    /// <summary>The type with this name; null for none.</summary>
    public static CompositeType? FindByName(string name) => ByCode.Values.FirstOrDefault(type => type.Name == name);

    /// <summary>Whether a descriptor begins a section of a message.</summary>
    public static bool IsSection(object? descriptor) => Find(descriptor) is { Section: ['3', '.', '2', '.', ..] };

    private static CompositeType Performative(ulong code, string section, string purpose) =>
        FrameFields.Find(code) is { } known ? new(known.Name, section, purpose, known.Fields) : throw new InvalidOperationException($"There is no type 0x{code:x2}.");
}
