namespace TypedSender.Amqp.Messages;

/// <summary>The capabilities of a coordinator (AMQP 1.0, 4.5.7).</summary>
internal static class TxnCapability
{
    /// <summary>Transactions of one resource.</summary>
    public const string LocalTransactions = "amqp:local-transactions";

    /// <summary>Transactions over several resources.</summary>
    public const string DistributedTransactions = "amqp:distributed-transactions";

    /// <summary>Local transactions that may become distributed ones.</summary>
    public const string PromotableTransactions = "amqp:promotable-transactions";

    /// <summary>Several transactions at once on one session.</summary>
    public const string MultiTxnsPerSsn = "amqp:multi-txns-per-ssn";

    /// <summary>Transactions whose work is on several sessions of a connection.</summary>
    public const string MultiSsnsPerTxn = "amqp:multi-ssns-per-txn";
}
