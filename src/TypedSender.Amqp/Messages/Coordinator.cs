namespace TypedSender.Amqp.Messages;

/// <summary>The target of a link to the coordinator of transactions (AMQP 1.0, 4.5.1).</summary>
[AmqpComposite("amqp:coordinator:list", 0x30)]
internal sealed partial record Coordinator : Terminus
{
    /// <summary>What the controller wants, or what the coordinator has: see <see cref="TxnCapability"/>.</summary>
    [AmqpField(0, "capabilities", Multiple = true)]
    public AmqpSymbol[]? Capabilities { get; init; }
}
