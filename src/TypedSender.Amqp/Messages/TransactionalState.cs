namespace TypedSender.Amqp.Messages;

/// <summary>The state of a delivery that belongs to a transaction (AMQP 1.0, 4.5.6).</summary>
[AmqpComposite("amqp:transactional-state:list", 0x34)]
internal sealed partial record TransactionalState : DeliveryState
{
    /// <summary>The transaction.</summary>
    [AmqpField(0, "txn-id", Type = "*", Mandatory = true)]
    public required TransactionId TxnId { get; init; }

    /// <summary>The outcome that the delivery has if the transaction is committed; null while the receiver has not given one.</summary>
    [AmqpField(1, "outcome", Type = "*")]
    public DeliveryState? Outcome { get; init; }
}
