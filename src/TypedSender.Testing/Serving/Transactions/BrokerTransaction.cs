using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.Transactions;

/// <summary>How far a transaction is.</summary>
internal enum BrokerTransactionState
{
    Active,
    Committed,
    RolledBack,
    TimedOut,
}

/// <summary>One transaction and the messages that wait for its commit. Thread-safe.</summary>
internal sealed class BrokerTransaction
{
    private readonly object _lock = new();
    private readonly List<(BrokerQueue Queue, BrokerMessage Message, Settlement? Settlement)> _held = [];
    private readonly BrokerCoordinator _coordinator;
    private readonly ITimer? _timer;

    public BrokerTransaction(BrokerCoordinator coordinator, CoordinatorLink link, TransactionId id)
    {
        _coordinator = coordinator;
        Link = link;
        Id = id;
        AcceptedState = new TransactionalState { TxnId = id, Outcome = Accepted.Instance };
        coordinator.OnDeclared();
        if (coordinator.Timeout is { } timeout)
        {
            _timer = coordinator.TimeProvider.CreateTimer(static transaction => ((BrokerTransaction)transaction!).TryEnd(BrokerTransactionState.TimedOut), this, timeout, Timeout.InfiniteTimeSpan);
        }
    }

    public TransactionId Id { get; }

    /// <summary>The control link that it was declared on.</summary>
    public CoordinatorLink Link { get; }

    public BrokerTransactionState State { get; private set; }

    private TransactionalState AcceptedState { get; }

    /// <summary>The delivery state of a message that is taken so: one object for all that are accepted, so that one disposition covers a range of them.</summary>
    public DeliveryState GetState(Settlement settlement) =>
        settlement.KeepsMessage ? AcceptedState : new TransactionalState { TxnId = Id, Outcome = settlement.State };

    /// <summary>Keeps messages until the end; false if that has come already.</summary>
    public bool TryHold(BrokerQueue queue, IReadOnlyList<BrokerMessage> messages, Settlement? settlement)
    {
        lock (_lock)
        {
            if (State != BrokerTransactionState.Active)
            {
                return false;
            }

            _held.AddRange(messages.Select(message => (queue, message, settlement)));
            return true;
        }
    }

    /// <summary>Ends the transaction, and files its messages if it is committed, else discards them; false if it has ended already.</summary>
    public bool TryEnd(BrokerTransactionState state)
    {
        lock (_lock)
        {
            if (State != BrokerTransactionState.Active)
            {
                return false;
            }

            State = state;
        }

        _timer?.Dispose();
        foreach ((BrokerQueue queue, BrokerMessage message, Settlement? settlement) in _held)
        {
            if (state == BrokerTransactionState.Committed)
            {
                queue.Store.Add(message, settlement);
                queue.Life?.Look();
            }
            else
            {
                queue.Discard();
            }
        }

        _held.Clear();
        _coordinator.OnEnded(state);
        return true;
    }
}
