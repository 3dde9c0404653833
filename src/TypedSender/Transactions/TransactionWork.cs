using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// A transaction as its sends know it: the state that their transfers carry (AMQP 1.0, 4.4.1), encoded once, the count of those that have not ended, and whether all were successes. Guarded by
/// the connection's lock, but for what is said to be without it.
/// </summary>
internal sealed partial class TransactionWork : TransferFields
{
    private readonly ControlLink _link;
    private SendOutcome _failed;
    private TaskCompletionSource? _drained;
    private int _outstanding;
    private bool _isDischarging;

    public TransactionWork(ConnectionContext connection, ControlLink link, TransactionId id)
    {
        Connection = connection;
        _link = link;
        Id = id;
        AmqpBuffer buffer = new(MaxStateSize);
        AmqpWriter writer = new(buffer);
        new TransactionalState { TxnId = id }.Encode(ref writer);
        writer.Flush();
        State = buffer.WrittenSpan.ToArray();
    }

    public ConnectionContext Connection { get; }

    public TransactionId Id { get; }

    /// <summary>How far the transaction is. May be read without the lock.</summary>
    public AmqpTransactionState Status { get; private set; }

    /// <summary>Why the transaction is rolled back, where the caller did not ask for it; null otherwise.</summary>
    public SendFailure? Loss { get; private set; }

    /// <summary>Whether the state is short enough for the transfers that are to carry it.</summary>
    public bool FitsTransfers => State!.Length <= MaxStateSize;

    /// <summary>Refuses a sender that cannot send in the transaction, whatever its state. Without the lock.</summary>
    /// <exception cref="ArgumentException">The sender is one of another connection.</exception>
    /// <exception cref="InvalidOperationException">The sender sends settled.</exception>
    public void Check(ConnectionContext connection, SendQueue sender)
    {
        if (connection != Connection)
        {
            throw TransactionErrors.OfOtherConnection(sender.Address);
        }

        if (sender.SettleModes.IsPresettled)
        {
            throw TransactionErrors.SendsSettled(sender.Address);
        }
    }

    /// <summary>The reason why a message cannot be sent in the transaction; null when it can.</summary>
    /// <param name="address">Where the message goes.</param>
    /// <param name="link">The link that would carry it; null while there is none.</param>
    public SendFailure? FindObstacle(string address, SenderLink? link)
    {
        AdaptiveLock.AssertHeld(Connection.Lock);
        return Status != AmqpTransactionState.Active ? TransactionErrors.NotActive(address, Status, Loss)
            : FindMisplacement(address, link);
    }

    /// <summary>The reason why a link cannot carry messages of the transaction; null when it can, or there is none yet.</summary>
    public SendFailure? FindMisplacement(string address, SenderLink? link) =>
        link is not null && !_link.Covers(link.Session) ? TransactionErrors.OtherSession(address) : null;

    /// <summary>A message waits or has been appended.</summary>
    public void OnSendBegun() => _outstanding++;

    /// <summary>The outcome of a message has been set.</summary>
    public void OnSendEnded(SendOutcome outcome)
    {
        AdaptiveLock.AssertHeld(Connection.Lock);
        if (!outcome.IsSuccess && _failed == default)
        {
            _failed = outcome;
        }

        if (--_outstanding == 0)
        {
            _drained?.TrySetResult();
        }
    }

    /// <summary>The outcome of a message that the peer settled with <paramref name="state"/>.</summary>
    public SendOutcome ReadOutcome(SendQueue queue, DeliveryState? state) =>
        state is TransactionalState { Outcome: { } outcome, TxnId: var id } && id.Equals(Id)
            ? queue.ReadOutcome(outcome).AsProvisional()
            : queue.ReadOutcome(state);

    /// <summary>The control link is lost, and with it the transaction, unless its commit may have left.</summary>
    public void OnLost(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(Connection.Lock);
        Loss ??= failure;
        if (!_isDischarging)
        {
            Status = AmqpTransactionState.RolledBack;
        }

        _link.FailSends(this, failure);
    }
}
