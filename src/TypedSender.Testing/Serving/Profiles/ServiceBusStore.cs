using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>
/// A queue of Azure Service Bus: a message that is sent unsettled is locked for a time, after which it is available again; it may be scheduled, may expire, and is dead-lettered
/// after too many deliveries. Locks outlive their links.
/// </summary>
/// <param name="name">The name of the queue.</param>
/// <param name="timeProvider">The broker's clock.</param>
/// <param name="deadLetter">Takes what is dead-lettered, under the lock of this store; null for a dead-letter queue, which keeps its messages.</param>
internal sealed class ServiceBusStore(string name, TimeProvider timeProvider, Action<BrokerMessage>? deadLetter) : AzureStore(timeProvider)
{
    public const string DeadLetterReason = "DeadLetterReason";
    public const string DeadLetterDescription = "DeadLetterErrorDescription";

    private static readonly AmqpError DeferringRefused = new()
    {
        Condition = AmqpErrorConditions.NotImplemented,
        Description = "the in-process broker does not defer messages; complete, abandon or dead-letter it",
    };

    private static readonly AmqpError TransactionRefused = new()
    {
        Condition = AmqpErrorConditions.NotImplemented,
        Description = "the in-process broker serves what is sent in transactions, and not what receivers decide in them; settle the message outside of the transaction",
    };

    private readonly Dictionary<Guid, BrokerMessage> _locks = [];
    private readonly SortedDictionary<long, BrokerMessage> _scheduled = [];
    private readonly DueTimes _due = new(timeProvider);

    /// <summary>The error for a lock that is not held.</summary>
    public static AmqpError LockLost { get; } = new()
    {
        Condition = "com.microsoft:message-lock-lost",
        Description = "the lock of the message has expired, or the message has been settled; receive it again",
    };

    public BrokerMessage[] Scheduled()
    {
        lock (Gate)
        {
            return [.. _scheduled.Values];
        }
    }

    /// <summary>The messages from a number on, with those that are locked or scheduled, in the order of their numbers.</summary>
    public BrokerMessage[] Peek(long from, int count)
    {
        lock (Gate)
        {
            return [.. Available.Concat(Acquired).Concat(_scheduled.Values).Where(message => message.SequenceNumber >= from).OrderBy(message => message.SequenceNumber).Take(count)];
        }
    }

    /// <summary>Takes scheduled messages back; none if one of them is not there.</summary>
    public bool TryCancel(IReadOnlyCollection<long> numbers)
    {
        lock (Gate)
        {
            if (!numbers.All(_scheduled.ContainsKey))
            {
                return false;
            }

            foreach (long number in numbers)
            {
                _scheduled.Remove(number);
            }

            return true;
        }
    }

    /// <summary>Makes a lock last its whole time again; null if it is not held.</summary>
    public DateTimeOffset? Renew(Guid token)
    {
        lock (Gate)
        {
            return FindLocked(token) is { } message ? Lock(message, token) : null;
        }
    }

    /// <summary>Settles a message by its lock alone; false if that is not held.</summary>
    public bool TrySettle(Guid token, DeliveryState state)
    {
        lock (Gate)
        {
            if (FindLocked(token) is not { } message)
            {
                return false;
            }

            Unlock(token);
            Acquired.Remove(message);
            Apply(null, message, state);
            Dispatch();
            CompleteWaiters();
            return true;
        }
    }

    /// <summary>Takes a message that another queue has dead-lettered.</summary>
    public void TakeDeadLetter(BrokerMessage message)
    {
        lock (Gate)
        {
            message.Locked.ExpiresAt = null;
            CountArrival();
            Requeue(message);
            Dispatch();
            CompleteWaiters();
        }
    }

    public override void Stop() => _due.Dispose();

    public override void Clear()
    {
        lock (Gate)
        {
            _scheduled.Clear();
            base.Clear();
        }
    }

    public override DeliveryState Decide(ServerDelivery delivery, DeliveryState state)
    {
        lock (Gate)
        {
            if (FindLocked(TokenOf(delivery)) is null)
            {
                return new Rejected { Error = LockLost };
            }

            switch (state)
            {
                case TransactionalState:
                    return new Rejected { Error = TransactionRefused };
                case Modified { UndeliverableHere: true }:
                    return new Rejected { Error = DeferringRefused };
                case Rejected { Error: not null }:
                    // The SDK takes an error in the answer for a failure to dead-letter.
                    TrySettle(TokenOf(delivery), state);
                    return new Rejected();
                default:
                    return state;
            }
        }
    }

    protected override void Keep(BrokerMessage message)
    {
        message.Locked.Read(message.Bytes);
        if (message.Locked.ScheduledTime is not { } due || due <= TimeProvider.GetUtcNow())
        {
            Activate(message);
            return;
        }

        long number = TakeNumber();
        message.SequenceNumber = number;
        message.Locked.IsScheduled = true;
        _scheduled.Add(number, message);
        _due.Add(due, () => OnScheduled(number));
    }

    protected override void OnFetched(QueueConsumer consumer, BrokerMessage message)
    {
        if (!consumer.SendsSettled)
        {
            Lock(message, Guid.NewGuid());
        }
    }

    protected override bool TryTake(ServerDelivery delivery) => delivery.IsPresettled || (FindLocked(TokenOf(delivery)) is not null && Unlock(TokenOf(delivery)));

    protected override bool TryReturn(ServerDelivery delivery) => delivery.Phase != DeliveryPhase.Appended && TryTake(delivery);

    protected override void Apply(QueueConsumer? consumer, BrokerMessage message, DeliveryState? state)
    {
        switch (state)
        {
            case Rejected rejected:
                message.Rejection = rejected.Error;
                DeadLetter(message, Describe(rejected.Error));
                break;
            case Modified modified:
                message.Locked.Change(modified.MessageAnnotations ?? []);
                Fail(message);
                break;
            case Released:
                Requeue(message);
                break;
        }
    }

    protected override void Requeue(BrokerMessage message)
    {
        if (message.Locked.ExpiresAt <= TimeProvider.GetUtcNow())
        {
            Expire(message);
        }
        else
        {
            base.Requeue(message);
        }
    }

    private static Guid TokenOf(ServerDelivery delivery) => new(delivery.Fields!.Tag!);

    /// <summary>The application properties that a dead-lettered message gets: those that the receiver gave, or else its error.</summary>
    private static AmqpMap Describe(AmqpError? error) => error switch
    {
        { Info: { } info } => info,
        { Condition.Value: not "com.microsoft:dead-letter" } => new AmqpMap { [DeadLetterReason] = error.Condition.Value, [DeadLetterDescription] = error.Description },
        _ => [],
    };

    private void Activate(BrokerMessage message)
    {
        if (message.Locked.TimeToLive is { } timeToLive)
        {
            DateTimeOffset end = TimeProvider.GetUtcNow() + timeToLive;
            message.Locked.ExpiresAt = end;

            // Most messages are gone long before.
            WeakReference<BrokerMessage> expiring = new(message);
            _due.Add(end, () =>
            {
                if (expiring.TryGetTarget(out BrokerMessage? each))
                {
                    OnExpired(each);
                }
            });
        }

        base.Keep(message);
    }

    /// <summary>The time of a scheduled message has come: it is enqueued as if it were sent now, under a new number.</summary>
    private void OnScheduled(long number)
    {
        lock (Gate)
        {
            if (_scheduled.Remove(number, out BrokerMessage? message))
            {
                message.Locked.IsScheduled = false;
                Activate(message);
                CompleteWaiters();
            }
        }
    }

    private void OnExpired(BrokerMessage message)
    {
        lock (Gate)
        {
            // What is locked lives until it comes back.
            if (message.Locked.ExpiresAt <= TimeProvider.GetUtcNow() && Available.Remove(message))
            {
                Expire(message);
            }
        }
    }

    private void Expire(BrokerMessage message)
    {
        if (Settings.DeadLetterExpired && deadLetter is not null)
        {
            DeadLetter(message, new AmqpMap { [DeadLetterReason] = "TTLExpiredException", [DeadLetterDescription] = "The message expired and was dead lettered." });
        }
    }

    private DateTimeOffset Lock(BrokerMessage message, Guid token)
    {
        DateTimeOffset end = TimeProvider.GetUtcNow() + Settings.LockDuration;
        message.Locked.Token = token;
        message.Locked.LockedUntil = end;
        _locks[token] = message;
        _due.Add(end, () => OnLockEnded(token));
        return end;
    }

    private bool Unlock(Guid token)
    {
        _locks.Remove(token, out BrokerMessage? message);
        message?.Locked.Token = Guid.Empty;
        return message is not null;
    }

    private BrokerMessage? FindLocked(Guid token) =>
        _locks.TryGetValue(token, out BrokerMessage? message) && message.Locked.LockedUntil > TimeProvider.GetUtcNow() ? message : null;

    private void OnLockEnded(Guid token)
    {
        lock (Gate)
        {
            // A renewed lock is looked at again when it ends.
            if (_locks.TryGetValue(token, out BrokerMessage? message) && message.Locked.LockedUntil <= TimeProvider.GetUtcNow())
            {
                Unlock(token);
                Acquired.Remove(message);
                Fail(message);
                Dispatch();
                CompleteWaiters();
            }
        }
    }

    /// <summary>A delivery of the message has failed.</summary>
    private void Fail(BrokerMessage message)
    {
        message.FailedDeliveries++;
        if (deadLetter is not null && message.FailedDeliveries >= Settings.MaxDeliveryCount)
        {
            DeadLetter(message, new AmqpMap
            {
                [DeadLetterReason] = "MaxDeliveryCountExceeded",
                [DeadLetterDescription] = $"Message could not be consumed after {Settings.MaxDeliveryCount} delivery attempts.",
            });
        }
        else
        {
            Requeue(message);
        }
    }

    private void DeadLetter(BrokerMessage message, AmqpMap properties)
    {
        message.Locked.Change(properties);
        if (deadLetter is null)
        {
            Requeue(message);
            return;
        }

        message.Locked.DeadLetterSource = name;
        AddDeadLetter(message);
        deadLetter(message);
    }
}
