using TypedSender.Amqp;
using TypedSender.Testing.Serving;
using TypedSender.Testing.Serving.Transactions;

namespace TypedSender.Testing;

/// <summary>
/// The coordinator of an <see cref="InProcessBroker"/>: local transactions of messages that clients send (AMQP 1.0, part 4). A message of a transaction is one of its queue's from the commit
/// on. A transaction that is rolled back, or whose control link is gone, leaves nothing. Thread-safe.
/// </summary>
/// <remarks>What a receiver decides within a transaction is not served: such a message goes back to its queue. With the profile <see cref="AmqpBrokerKind.ServiceBus"/> the receiver is refused, and <see cref="AmqpBrokerKind.EventHubs"/> has no coordinator.</remarks>
public sealed class BrokerCoordinator
{
    private readonly object _lock = new();
    private readonly Queue<DischargeFault> _faults = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal BrokerCoordinator(InProcessBrokerOptions options)
    {
        Capabilities = [.. options.TransactionCapabilities];
        Timeout = options.TransactionTimeout;
        TimeProvider = options.TimeProvider;
    }

    /// <summary>The number of transactions that have been declared and not ended.</summary>
    public int ActiveCount { get; private set; }

    /// <summary>The number of transactions that have been committed.</summary>
    public long CommittedCount { get; private set; }

    /// <summary>The number of transactions that have been rolled back, for whatever reason.</summary>
    public long RolledBackCount { get; private set; }

    internal IReadOnlyList<AmqpSymbol> Capabilities { get; }

    internal TimeSpan? Timeout { get; }

    internal TimeProvider TimeProvider { get; }

    internal Refusals RefusedLinks { get; } = new();

    internal Refusals RefusedDeclares { get; } = new();

    internal Refusals RefusedDischarges { get; } = new();

    /// <summary>Refuses the control links that are attached next, one each (AMQP 1.0, 2.6.3).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="condition">Why, such as <c>amqp:not-implemented</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void RefuseNextLinks(int count, string condition, string? description = null) => RefusedLinks.Add(count, condition, description);

    /// <summary>Refuses the transactions that are asked for next (AMQP 1.0, 4.2).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="condition">Why, such as <c>amqp:resource-limit-exceeded</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void RefuseNextDeclares(int count, string condition, string? description = null) => RefusedDeclares.Add(count, condition, description);

    /// <summary>Rolls the transactions back that are to be committed next, and rejects their commits (AMQP 1.0, 4.3).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="condition">Why, such as <c>amqp:transaction:rollback</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void RefuseNextCommits(int count, string condition, string? description = null) => RefusedDischarges.Add(count, condition, description);

    /// <summary>Breaks down at the commits and rollbacks that come next, one each.</summary>
    /// <param name="faults">How, in this order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="faults"/> is null.</exception>
    public void FailNextDischarges(params DischargeFault[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        lock (_lock)
        {
            foreach (DischargeFault fault in faults)
            {
                _faults.Enqueue(fault);
            }
        }
    }

    /// <summary>Waits until so many transactions have ended since the broker was started, committed or rolled back.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waiting; there is no other bound.</param>
    /// <returns>A task that completes with the last of them.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task WaitForEndedAsync(long count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (CommittedCount + RolledBackCount >= count)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal DischargeFault? TakeFault()
    {
        lock (_lock)
        {
            return _faults.TryDequeue(out DischargeFault fault) ? fault : null;
        }
    }

    internal void OnDeclared()
    {
        lock (_lock)
        {
            ActiveCount++;
        }
    }

    internal void OnEnded(BrokerTransactionState state)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            ActiveCount--;
            CommittedCount += state == BrokerTransactionState.Committed ? 1 : 0;
            RolledBackCount += state == BrokerTransactionState.Committed ? 0 : 1;
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }
}
