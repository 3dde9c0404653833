namespace TypedSender.Amqp.Messages;

/// <summary>The body of the message that asks a coordinator for a new transaction (AMQP 1.0, 4.5.2).</summary>
[AmqpComposite("amqp:declare:list", 0x31)]
internal partial record struct Declare
{
    /// <summary>The id of the global transaction that the new one belongs to: binary. Null for a local transaction.</summary>
    [AmqpField(0, "global-id", Type = "*")]
    public TransactionId? GlobalId { get; set; }
}
