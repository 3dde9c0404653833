namespace TypedSender.Amqp.Messages;

/// <summary>Where a link's messages go (AMQP 1.0, 3.5.4).</summary>
[AmqpComposite("amqp:target:list", 0x29)]
internal sealed partial record Target : Terminus
{
    /// <summary>The node's address; null for the anonymous terminus, or one that the peer is to make, if <see cref="Dynamic"/>.</summary>
    [AmqpField(0, "address", Type = "*")]
    public string? Address { get; init; }

    /// <summary>The state that survives the loss of the container's memory.</summary>
    [AmqpField(1, "durable", Type = "terminus-durability", Default = TerminusDurability.None)]
    public TerminusDurability Durable { get; init; }

    /// <summary>When <see cref="Timeout"/> begins to run; see <see cref="ExpiryPolicySymbols"/>.</summary>
    [AmqpField(2, "expiry-policy", Type = "terminus-expiry-policy", Default = ExpiryPolicySymbols.SessionEnd)]
    public AmqpSymbol ExpiryPolicy { get; init; } = new(ExpiryPolicySymbols.SessionEnd);

    /// <summary>After how many seconds the terminus expires.</summary>
    [AmqpField(3, "timeout", Type = "seconds", Default = 0u)]
    public uint Timeout { get; init; }

    /// <summary>Whether the peer is to make a node for this link.</summary>
    [AmqpField(4, "dynamic", Default = false)]
    public bool Dynamic { get; init; }

    /// <summary>The properties of the node to be made: symbols to values.</summary>
    [AmqpField(5, "dynamic-node-properties", Type = "node-properties")]
    public AmqpMap? DynamicNodeProperties { get; init; }

    /// <summary>The extensions the target supports or wants.</summary>
    [AmqpField(6, "capabilities", Multiple = true)]
    public AmqpSymbol[]? Capabilities { get; init; }
}
