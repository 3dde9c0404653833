namespace TypedSender;

/// <summary>
/// The target of a sender's link: where its messages go, and what the peer is asked to keep of it (AMQP 1.0, 3.5.4). As <see cref="SenderAttachment.Target"/> it is what the peer has confirmed.
/// Immutable, and equal to another one of equal content.
/// </summary>
public sealed record AmqpTarget
{
    private readonly EquatableList<string> _capabilities = new([]);

    /// <summary>The anonymous terminus (AMQP 1.0, 3.5.4): each message names its address.</summary>
    public static AmqpTarget Anonymous { get; } = new() { IsAnonymous = true };

    /// <summary>The address of the node. Null, the default, takes that of the sender's options or interface.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// Whether the target has no address, so that each message names its own in the property <c>to</c> (AMQP 1.0, 3.2.4). A peer that offers the capability <c>ANONYMOUS-RELAY</c> takes them all
    /// on one link; towards others there is a link for each address (<see cref="SenderOptions.MaxAddressLinks"/>). Default: false.
    /// </summary>
    public bool IsAnonymous { get; init; }

    /// <summary>
    /// The node that the peer is asked to make for the link (AMQP 1.0, 2.6.10 and 3.5.4, dynamic); null, the default, for a node that is there. <see cref="SenderAttachment.Address"/> tells the
    /// address that it has. With the link the peer may forget the node: after a loss another one is made, with another address.
    /// </summary>
    public AmqpDynamicNode? DynamicNode { get; init; }

    /// <summary>What the peer is asked to remember of the terminus when it loses its memory (durable). Null, the default, for nothing.</summary>
    public TerminusDurability? Durability { get; init; }

    /// <summary>When <see cref="Timeout"/> begins to run (expiry-policy). Null, the default, for the end of the session.</summary>
    public TerminusExpiryPolicy? ExpiryPolicy { get; init; }

    /// <summary>How long the terminus outlives what <see cref="ExpiryPolicy"/> names (timeout): whole seconds, up to 4,294,967,295. Null, the default, for no time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// What the node is to be able to do (capabilities), such as <c>queue</c> or <c>topic</c>, by which brokers that make nodes on demand choose their kind. ASCII; copied; none by default.
    /// </summary>
    public IReadOnlyList<string> Capabilities
    {
        get => _capabilities;
        init => _capabilities = new EquatableList<string>(value ?? throw new ArgumentNullException(nameof(Capabilities)));
    }

    /// <summary>Makes the target of a node that the peer makes for the link.</summary>
    /// <param name="lifetime">When the peer deletes the node; null to leave it to the peer.</param>
    /// <param name="capabilities">What the node is to be able to do, such as <c>queue</c>.</param>
    /// <returns>A target without an address, which the peer chooses.</returns>
    public static AmqpTarget Dynamic(DynamicNodeLifetime? lifetime = null, params string[] capabilities) =>
        new() { DynamicNode = new AmqpDynamicNode { Lifetime = lifetime }, Capabilities = capabilities };

    /// <summary>Whether it says which node, or that messages say it.</summary>
    internal bool NamesNode => Address is not null || DynamicNode is not null || IsAnonymous;
}
