using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>
/// The messages of one queue and who gets them: in order, in turn among the receivers that have credit, back to their place when a receiver does not take
/// them (AMQP 1.0, 3.4). Its lock is the innermost one: nothing is called out of it but <see cref="QueueConsumer.OnAssigned"/>.
/// </summary>
internal class MessageStore
{
    private readonly object _lock = new();
    private readonly LinkedList<BrokerMessage> _available = new();
    private readonly HashSet<BrokerMessage> _acquired = [];
    private readonly List<BrokerMessage> _deadLetters = [];
    private readonly List<BrokerMessage> _refused = [];
    private readonly List<QueueConsumer> _consumers = [];
    private readonly CountWaiters _waiters = new();
    private int _turn;
    private long _lastNumber;

    /// <summary>The number of messages that have ever been filed, whatever became of them. How they are settled has been decided then.</summary>
    public long Arrived { get; private set; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _available.Count + _acquired.Count;
            }
        }
    }

    public int ConsumerCount
    {
        get
        {
            lock (_lock)
            {
                return _consumers.Count;
            }
        }
    }

    public BrokerMessage[] Messages()
    {
        lock (_lock)
        {
            return [.. _available.Concat(_acquired).OrderBy(message => message.SequenceNumber)];
        }
    }

    public BrokerMessage[] DeadLetters()
    {
        lock (_lock)
        {
            return [.. _deadLetters];
        }
    }

    public BrokerMessage[] Refused()
    {
        lock (_lock)
        {
            return [.. _refused];
        }
    }

    /// <summary>Gives an arrival its number, unless that is given later.</summary>
    public virtual void Number(BrokerMessage message)
    {
        lock (_lock)
        {
            message.SequenceNumber = TakeNumber();
        }
    }

    /// <summary>Files an arrival under what was decided about it; null for one that came settled and is kept.</summary>
    public void Add(BrokerMessage message, Settlement? settlement)
    {
        lock (_lock)
        {
            message.Settlement = settlement;
            Arrived++;
            StoreUnderLock(message, settlement?.KeepsMessage ?? true);
        }
    }

    /// <summary>Changes what was decided about a message that was left in silence, of which <paramref name="kept"/> is to be filed; false when something else was decided.</summary>
    public bool TryResettle(BrokerMessage message, Settlement settlement, IReadOnlyList<BrokerMessage> kept)
    {
        lock (_lock)
        {
            if (message.Settlement is not { IsSilent: true })
            {
                return false;
            }

            message.Settlement = settlement;
            _refused.Remove(message);
            foreach (BrokerMessage each in kept)
            {
                each.Settlement = settlement;
                StoreUnderLock(each, settlement.KeepsMessage);
            }

            return true;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _available.Clear();
            _deadLetters.Clear();
            _refused.Clear();
        }
    }

    public void Add(QueueConsumer consumer)
    {
        lock (_lock)
        {
            _consumers.Add(consumer);
        }
    }

    /// <summary>The receiver is gone: what it had and did not settle goes to others.</summary>
    public void Remove(QueueConsumer consumer, IEnumerable<BrokerMessage> unsettled)
    {
        lock (_lock)
        {
            _consumers.Remove(consumer);
            consumer.Room = 0;
            foreach (BrokerMessage message in unsettled.Concat(consumer.Assigned))
            {
                if (_acquired.Remove(message))
                {
                    Requeue(message);
                }
            }

            consumer.Assigned.Clear();
            Dispatch();
            CompleteWaiters();
        }
    }

    /// <summary>Takes note of a receiver's credit, of which <paramref name="queued"/> messages on their way use some.</summary>
    public void SetCredit(QueueConsumer consumer, uint credit, int queued)
    {
        lock (_lock)
        {
            long left = Math.Max(0, credit - (long)queued);
            while (consumer.Assigned.Count > left)
            {
                BrokerMessage message = consumer.Assigned.Last!.Value;
                consumer.Assigned.RemoveLast();
                _acquired.Remove(message);
                Requeue(message);
            }

            consumer.Room = left - consumer.Assigned.Count;
            Dispatch();
        }
    }

    public BrokerMessage? Fetch(QueueConsumer consumer)
    {
        lock (_lock)
        {
            BrokerMessage? message = consumer.Assigned.First?.Value;
            if (message is not null)
            {
                consumer.Assigned.RemoveFirst();
            }

            return message;
        }
    }

    /// <summary>Does what a receiver decided about a message it was sent; a settlement without a state counts as its taking it.</summary>
    public void Settle(QueueConsumer consumer, BrokerMessage message, DeliveryState? state)
    {
        lock (_lock)
        {
            if (!_acquired.Remove(message))
            {
                return;
            }

            switch (state)
            {
                case Rejected rejected:
                    message.Rejection = rejected.Error;
                    _deadLetters.Add(message);
                    break;
                case Modified modified:
                    message.FailedDeliveries += modified.DeliveryFailed == true ? 1u : 0;
                    if (modified.UndeliverableHere == true)
                    {
                        (message.UndeliverableTo ??= []).Add(consumer);
                    }

                    Requeue(message);
                    break;
                case Released:
                    Requeue(message);
                    break;
            }

            Dispatch();
            CompleteWaiters();
        }
    }

    /// <summary>Completes when <paramref name="count"/> messages are held, or have come.</summary>
    public Task WaitAsync(long count, bool arrived, CancellationToken cancellationToken)
    {
        Task reached;
        lock (_lock)
        {
            reached = _waiters.Add(count, arrived);
            CompleteWaiters();
        }

        return reached.WaitAsync(cancellationToken);
    }

    private void StoreUnderLock(BrokerMessage message, bool keep)
    {
        if (keep)
        {
            Keep(message);
        }
        else
        {
            _refused.Add(message);
        }

        CompleteWaiters();
    }

    /// <summary>Makes a message one of the store's; under the lock.</summary>
    protected virtual void Keep(BrokerMessage message)
    {
        Requeue(message);
        Dispatch();
    }

    /// <summary>Takes the next number of a message; under the lock.</summary>
    protected long TakeNumber() => ++_lastNumber;

    private void Requeue(BrokerMessage message)
    {
        LinkedListNode<BrokerMessage>? after = _available.Last;
        if (after is null || after.Value.SequenceNumber < message.SequenceNumber)
        {
            _available.AddLast(message);
            return;
        }

        LinkedListNode<BrokerMessage> before = _available.First!;
        while (before.Value.SequenceNumber < message.SequenceNumber)
        {
            before = before.Next!;
        }

        _available.AddBefore(before, message);
    }

    private void Dispatch()
    {
        LinkedListNode<BrokerMessage>? node = _available.First;
        while (node is not null && _consumers.Exists(consumer => consumer.Room > 0))
        {
            LinkedListNode<BrokerMessage>? next = node.Next;
            if (FindConsumer(node.Value) is { } consumer)
            {
                _available.Remove(node);
                _acquired.Add(node.Value);
                consumer.Room--;
                consumer.Assigned.AddLast(node.Value);
                consumer.OnAssigned();
            }

            node = next;
        }
    }

    private QueueConsumer? FindConsumer(BrokerMessage message)
    {
        for (int i = 0; i < _consumers.Count; i++)
        {
            QueueConsumer consumer = _consumers[(_turn + i) % _consumers.Count];
            if (consumer.Room > 0 && message.UndeliverableTo?.Contains(consumer) != true)
            {
                _turn = (_turn + i + 1) % _consumers.Count;
                return consumer;
            }
        }

        return null;
    }

    private void CompleteWaiters() => _waiters.Complete(_available.Count + _acquired.Count, Arrived);
}
