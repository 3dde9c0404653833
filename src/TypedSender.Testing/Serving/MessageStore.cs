using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>
/// The messages of one queue and who gets them: in order, in turn among the receivers that have credit, back to their place when a receiver does not take
/// them (AMQP 1.0, 3.4). Its lock is the innermost one: nothing is called out of it but <see cref="QueueConsumer.OnAssigned"/>.
/// </summary>
internal class MessageStore
{
    private readonly List<BrokerMessage> _deadLetters = [];
    private readonly List<BrokerMessage> _refused = [];
    private readonly List<QueueConsumer> _consumers = [];
    private readonly CountWaiters _waiters = new();
    private int _turn;
    private long _lastNumber;
    private long _discarded;

    /// <summary>The number of messages that have ever been filed, whatever became of them. How they are settled has been decided then.</summary>
    public long Arrived { get; private set; }

    /// <summary>The rules of the queue.</summary>
    public QueueSettings Settings { get; } = new();

    public int Count => Read(() => Available.Count + Acquired.Count);

    /// <summary>Whether there is no message, nor one on its way to be filed or discarded.</summary>
    public bool IsEmpty => Read(() => _lastNumber == Arrived + _discarded && Available.Count + Acquired.Count == 0);

    public int ConsumerCount => Read(() => _consumers.Count);

    public BrokerMessage[] Messages() => Read<BrokerMessage[]>(() => [.. Available.Concat(Acquired).OrderBy(message => message.SequenceNumber)]);

    public BrokerMessage[] DeadLetters() => Read<BrokerMessage[]>(() => [.. _deadLetters]);

    public BrokerMessage[] Refused() => Read<BrokerMessage[]>(() => [.. _refused]);

    /// <summary>The lock.</summary>
    protected object Gate { get; } = new();

    /// <summary>The messages that receivers may get, in the order of their numbers; under the lock.</summary>
    protected LinkedList<BrokerMessage> Available { get; } = new();

    /// <summary>The messages that receivers have; under the lock.</summary>
    protected HashSet<BrokerMessage> Acquired { get; } = [];

    /// <summary>Gives an arrival its number, unless that is given later.</summary>
    public virtual void Number(BrokerMessage message)
    {
        lock (Gate)
        {
            message.SequenceNumber = TakeNumber();
        }
    }

    /// <summary>Files an arrival under what was decided about it; null for one that came settled and is kept.</summary>
    public void Add(BrokerMessage message, Settlement? settlement)
    {
        lock (Gate)
        {
            message.Settlement = settlement;
            Arrived++;
            StoreUnderLock(message, settlement?.KeepsMessage ?? true);
        }
    }

    /// <summary>Takes note that a message which has a number is never filed, as its transaction is not committed.</summary>
    public void Discard()
    {
        lock (Gate)
        {
            _discarded++;
        }
    }

    /// <summary>Changes what was decided about a message that was left in silence, of which <paramref name="kept"/> is to be filed; false when something else was decided.</summary>
    public bool TryResettle(BrokerMessage message, Settlement settlement, IReadOnlyList<BrokerMessage> kept)
    {
        lock (Gate)
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

    /// <summary>The broker has been disposed: nothing happens by itself any more.</summary>
    public virtual void Stop()
    {
    }

    public virtual void Clear()
    {
        lock (Gate)
        {
            Available.Clear();
            _deadLetters.Clear();
            _refused.Clear();
        }
    }

    public void Add(QueueConsumer consumer)
    {
        lock (Gate)
        {
            _consumers.Add(consumer);
        }
    }

    /// <summary>The receiver is gone: what it had and did not settle goes to others.</summary>
    public void Remove(QueueConsumer consumer, IEnumerable<ServerDelivery> unsettled)
    {
        lock (Gate)
        {
            _consumers.Remove(consumer);
            consumer.Room = 0;
            foreach (BrokerMessage message in unsettled.Where(TryReturn).Select(delivery => delivery.Message).Concat(consumer.Assigned))
            {
                if (Acquired.Remove(message))
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
        lock (Gate)
        {
            long left = Math.Max(0, credit - (long)queued);
            while (consumer.Assigned.Count > left)
            {
                BrokerMessage message = consumer.Assigned.Last!.Value;
                consumer.Assigned.RemoveLast();
                Acquired.Remove(message);
                Requeue(message);
            }

            consumer.Room = left - consumer.Assigned.Count;
            Dispatch();
        }
    }

    public BrokerMessage? Fetch(QueueConsumer consumer)
    {
        lock (Gate)
        {
            BrokerMessage? message = consumer.Assigned.First?.Value;
            if (message is not null)
            {
                consumer.Assigned.RemoveFirst();
                OnFetched(consumer, message);
            }

            return message;
        }
    }

    /// <summary>Decides about an outcome that a receiver gave and waits for the answer to: returns the receiver's state, or another one to answer with; then it is not settled again.</summary>
    public virtual DeliveryState Decide(ServerDelivery delivery, DeliveryState state) => state;

    /// <summary>Does what a receiver decided about a message it was sent; a settlement without a state counts as its taking it.</summary>
    public void Settle(QueueConsumer consumer, ServerDelivery delivery, DeliveryState? state)
    {
        lock (Gate)
        {
            if (TryTake(delivery) && Acquired.Remove(delivery.Message))
            {
                Apply(consumer, delivery.Message, state);
                Dispatch();
                CompleteWaiters();
            }
        }
    }

    /// <summary>Completes when <paramref name="count"/> messages are held, or have come.</summary>
    public Task WaitAsync(long count, bool arrived, CancellationToken cancellationToken)
    {
        Task reached;
        lock (Gate)
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

    /// <summary>A message is on its way onto the link of a receiver; under the lock.</summary>
    protected virtual void OnFetched(QueueConsumer consumer, BrokerMessage message)
    {
    }

    /// <summary>Whether a delivery, which is settled now, still stands for its message; under the lock.</summary>
    protected virtual bool TryTake(ServerDelivery delivery) => true;

    /// <summary>Whether the message of a delivery goes back to the queue because its link is gone; under the lock.</summary>
    protected virtual bool TryReturn(ServerDelivery delivery) => true;

    /// <summary>Applies the decision of a receiver, or one made on its behalf, to a message that is no longer acquired; under the lock.</summary>
    protected virtual void Apply(QueueConsumer? consumer, BrokerMessage message, DeliveryState? state)
    {
        switch (state)
        {
            case Rejected rejected:
                message.Rejection = rejected.Error;
                AddDeadLetter(message);
                break;
            case Modified modified:
                message.FailedDeliveries += modified.DeliveryFailed == true ? 1u : 0;
                if (modified.UndeliverableHere == true && consumer is not null)
                {
                    (message.UndeliverableTo ??= []).Add(consumer);
                }

                Requeue(message);
                break;
            case Released:
                Requeue(message);
                break;
        }
    }

    protected void AddDeadLetter(BrokerMessage message) => _deadLetters.Add(message);

    /// <summary>Takes the next number of a message; under the lock.</summary>
    protected long TakeNumber() => ++_lastNumber;

    protected void CountArrival() => Arrived++;

    /// <summary>Makes a message available, at the place that its number gives it; under the lock.</summary>
    protected virtual void Requeue(BrokerMessage message)
    {
        LinkedListNode<BrokerMessage>? after = Available.Last;
        if (after is null || after.Value.SequenceNumber < message.SequenceNumber)
        {
            Available.AddLast(message);
            return;
        }

        LinkedListNode<BrokerMessage> before = Available.First!;
        while (before.Value.SequenceNumber < message.SequenceNumber)
        {
            before = before.Next!;
        }

        Available.AddBefore(before, message);
    }

    /// <summary>Assigns what is available to receivers that have room; under the lock.</summary>
    protected void Dispatch()
    {
        LinkedListNode<BrokerMessage>? node = Available.First;
        while (node is not null && _consumers.Exists(consumer => consumer.Room > 0))
        {
            LinkedListNode<BrokerMessage>? next = node.Next;
            if (FindConsumer(node.Value) is { } consumer)
            {
                Available.Remove(node);
                Acquired.Add(node.Value);
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

    private T Read<T>(Func<T> read)
    {
        lock (Gate)
        {
            return read();
        }
    }

    protected void CompleteWaiters() => _waiters.Complete(Available.Count + Acquired.Count, Arrived);
}
