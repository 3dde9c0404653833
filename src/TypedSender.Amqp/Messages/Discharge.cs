namespace TypedSender.Amqp.Messages;

/// <summary>The body of the message that asks a coordinator to end a transaction (AMQP 1.0, 4.5.3).</summary>
[AmqpComposite("amqp:discharge:list", 0x32)]
internal partial record struct Discharge
{
    /// <summary>The transaction.</summary>
    [AmqpField(0, "txn-id", Type = "*", Mandatory = true)]
    public required TransactionId TxnId { get; set; }

    /// <summary>Whether it is to be rolled back instead of committed; null means not.</summary>
    [AmqpField(1, "fail")]
    public bool? Fail { get; set; }
}
