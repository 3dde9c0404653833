namespace TypedSender;

/// <summary>Target and link of a sender, as the attributes of its interface describe them. Immutable.</summary>
/// <param name="Address">The address of the target (AMQP 1.0, 3.5.4).</param>
public sealed record SenderDescription(string Address)
{
    /// <summary>The kind of broker that <see cref="AmqpBrokerAttribute"/> names, on the interface or else on its assembly; null for none.</summary>
    public AmqpBrokerKind? Broker { get; init; }

    /// <summary>The capabilities that the link asks for (AMQP 1.0, 2.7.3, desired-capabilities).</summary>
    public IReadOnlyList<string> DesiredCapabilities { get; init; } = [];

    /// <summary>The capabilities that the peer has to offer for the link to be used; the link asks for them too (AMQP 1.0, 2.7.3, desired-capabilities).</summary>
    public IReadOnlyList<string> RequiredCapabilities { get; init; } = [];

    /// <summary>The properties of the link (AMQP 1.0, 2.7.3); keys are sent as symbols.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> LinkProperties { get; init; } = [];

    /// <summary>Whether deliveries are sent settled (AMQP 1.0, 2.8.2); null for unsettled.</summary>
    public SenderSettleMode? SendSettleMode { get; init; }

    /// <summary>Which end settles first (AMQP 1.0, 2.8.3); null for the receiver.</summary>
    public ReceiverSettleMode? ReceiveSettleMode { get; init; }

    /// <summary>The address with the names of its variable parts in braces, of a sender whose messages name theirs (<see cref="AmqpTarget.IsAnonymous"/>); null for none.</summary>
    public string? AddressTemplate { get; init; }

    /// <summary>What the peer is asked of the target besides its address; null for nothing.</summary>
    public AmqpTarget? Target { get; init; }
}
