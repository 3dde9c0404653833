namespace TypedSender.Amqp.Messages;

/// <summary>The outcome of a <see cref="Declare"/>: there is a new transaction (AMQP 1.0, 4.5.5).</summary>
[AmqpComposite("amqp:declared:list", 0x33)]
internal sealed partial record Declared : DeliveryState
{
    /// <summary>The transaction.</summary>
    [AmqpField(0, "txn-id", Type = "*", Mandatory = true)]
    public required TransactionId TxnId { get; init; }
}
