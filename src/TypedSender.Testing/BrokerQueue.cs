using TypedSender.Testing.Serving;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing;

/// <summary>
/// A queue of an <see cref="InProcessBroker"/>: what senders sent it, how it settles that, how much credit it grants. Thread-safe; what is changed
/// applies to messages and links from then on.
/// </summary>
public sealed class BrokerQueue
{
    private readonly object _lock = new();
    private readonly Queue<Settlement> _next = new();
    private readonly List<LinkProducer> _producers = [];
    private TaskCompletionSource _linksChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Settlement _settlement = Settlement.Accept;
    private Func<BrokerMessage, Settlement>? _settlementOf;
    private CreditPolicy _credit;
    private AttachResponse _attachResponse = AttachResponse.Plain;

    internal BrokerQueue(string name, CreditPolicy credit, long maxMessageSize, MessageStore store)
    {
        Name = name;
        _credit = credit;
        MaxMessageSize = maxMessageSize;
        Store = store;
    }

    /// <summary>The address of the queue.</summary>
    public string Name { get; }

    /// <summary>Whether the broker has made the queue for a link that asked for a node (AMQP 1.0, 3.5.4, dynamic). It deletes it as <see cref="Lifetime"/> says.</summary>
    public bool IsDynamic => Life is not null;

    /// <summary>When the broker deletes the queue; null unless <see cref="IsDynamic"/>. Without a wish of the link it is <see cref="DynamicNodeLifetime.DeleteOnClose"/>.</summary>
    public DynamicNodeLifetime? Lifetime => Life?.Lifetime;

    /// <summary>The largest message that it takes, in bytes; 0 for no limit. Told to each sender that attaches (AMQP 1.0, 2.7.3).</summary>
    public long MaxMessageSize { get; set; }

    /// <summary>The settlement of messages when neither <see cref="SettleNext"/> nor <see cref="SettlementOf"/> decides.</summary>
    /// <remarks><see cref="Settlement.Accept"/> by default.</remarks>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public Settlement Settlement
    {
        get => _settlement;
        set => _settlement = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>
    /// Decides message by message how it is settled; null, the default, leaves it to <see cref="Settlement"/>. It is called on a pool thread, one message
    /// of a connection at a time; when it throws, the message is rejected with <c>amqp:internal-error</c> and the text of the exception.
    /// </summary>
    public Func<BrokerMessage, Settlement>? SettlementOf
    {
        get => _settlementOf;
        set => _settlementOf = value;
    }

    /// <summary>The credit policy for sending links; applies to links that attach from now on.</summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public CreditPolicy Credit
    {
        get => _credit;
        set => _credit = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The attach frame with which sending links are answered; applies to links that attach from now on.</summary>
    /// <remarks><see cref="AttachResponse.Plain"/> by default.</remarks>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public AttachResponse AttachResponse
    {
        get => _attachResponse;
        set => _attachResponse = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>
    /// The time that a message which a receiver got unsettled is locked for, after which others get it again. One minute by default. Heeded with the profile
    /// <see cref="AmqpBrokerKind.ServiceBus"/> alone; applies to locks that begin or are renewed from now on.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to zero or less, or to more than a day.</exception>
    public TimeSpan LockDuration
    {
        get => Store.Settings.LockDuration;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
            Store.Settings.LockDuration = value;
        }
    }

    /// <summary>
    /// The number of failed deliveries after which a message is dead-lettered. 10 by default. Heeded with the profile <see cref="AmqpBrokerKind.ServiceBus"/> alone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int MaxDeliveryCount
    {
        get => Store.Settings.MaxDeliveryCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Store.Settings.MaxDeliveryCount = value;
        }
    }

    /// <summary>Whether messages that expire are dead-lettered; otherwise they are dropped. Off by default. Heeded with the profile <see cref="AmqpBrokerKind.ServiceBus"/> alone.</summary>
    public bool DeadLetterExpiredMessages
    {
        get => Store.Settings.DeadLetterExpired;
        set => Store.Settings.DeadLetterExpired = value;
    }

    /// <summary>
    /// The messages that wait for the time their sender has scheduled them for, in the order in which they came; <see cref="Messages"/> and <see cref="Count"/> leave them out. Empty
    /// unless the profile is <see cref="AmqpBrokerKind.ServiceBus"/>. A snapshot.
    /// </summary>
    public IReadOnlyList<BrokerMessage> ScheduledMessages => (Store as ServiceBusStore)?.Scheduled() ?? [];

    /// <summary>The messages that the queue holds, oldest first, those included that a receiver has not settled yet. A snapshot.</summary>
    public IReadOnlyList<BrokerMessage> Messages => Store.Messages();

    /// <summary>The number of messages the queue holds.</summary>
    public int Count => Store.Count;

    /// <summary>The number of messages that have come from senders or through <see cref="Enqueue"/>, whatever became of them. Those of a transaction count from its commit on; rolled back, never.</summary>
    public long ArrivedCount => Store.Arrived;

    /// <summary>The messages that receivers rejected, in that order, with what they said in <see cref="BrokerMessage.Rejection"/>. A snapshot.</summary>
    public IReadOnlyList<BrokerMessage> DeadLetters => Store.DeadLetters();

    /// <summary>The messages that the queue itself did not take, or left in silence, by <see cref="BrokerMessage.Settlement"/>. A snapshot.</summary>
    public IReadOnlyList<BrokerMessage> Refused => Store.Refused();

    /// <summary>The number of links that send to the queue.</summary>
    public int SenderCount
    {
        get
        {
            lock (_lock)
            {
                return _producers.Count;
            }
        }
    }

    /// <summary>The number of links that receive from the queue.</summary>
    public int ReceiverCount => Store.ConsumerCount;

    internal MessageStore Store { get; }

    /// <summary>The life of a dynamic queue; null for one that stays.</summary>
    internal DynamicLife? Life { get; set; }

    internal Refusals RefusedLinks { get; } = new();

    /// <summary>Settles the messages that come next so, one each, before anything else decides.</summary>
    /// <param name="settlements">In the order of the messages.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settlements"/> or one of them is null.</exception>
    public void SettleNext(params Settlement[] settlements)
    {
        ArgumentNullException.ThrowIfNull(settlements);
        lock (_lock)
        {
            foreach (Settlement settlement in settlements)
            {
                ArgumentNullException.ThrowIfNull(settlement, nameof(settlements));
                _next.Enqueue(settlement);
            }
        }
    }

    /// <summary>Refuses the links that are attached to the queue next, one each (AMQP 1.0, 2.6.3).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="condition">Why, such as <c>amqp:resource-locked</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void RefuseNextLinks(int count, string condition, string? description = null) => RefusedLinks.Add(count, condition, description);

    /// <summary>Refuses the links that are attached to the queue next, one each, with an error and its info map, as a broker does that redirects links (AMQP 1.0, 2.8.18).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="error">Why.</param>
    public void RefuseNextLinks(int count, AmqpError error) => RefusedLinks.Add(count, error);

    /// <summary>Puts a message into the queue, as if a sender had sent it.</summary>
    /// <param name="bytes">The encoded sections of the message (AMQP 1.0, 3.2); copied.</param>
    /// <param name="messageFormat">The format of the message (AMQP 1.0, 2.8.11).</param>
    /// <returns>The message.</returns>
    public BrokerMessage Enqueue(ReadOnlySpan<byte> bytes, uint messageFormat = 0)
    {
        BrokerMessage message = new(bytes.ToArray(), messageFormat) { IsPresettled = true };
        Store.Number(message);
        Store.Add(message, settlement: null);
        return message;
    }

    /// <summary>Waits until the queue holds at least so many messages.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waiting; there is no other bound.</param>
    /// <returns>A task that completes with the last of them.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task WaitForCountAsync(int count, CancellationToken cancellationToken = default) => Store.WaitAsync(count, arrived: false, cancellationToken);

    /// <summary>
    /// Waits until at least so many messages have come, whatever became of them; see <see cref="ArrivedCount"/>. How they are settled has been decided then: a later change of
    /// <see cref="Settlement"/> concerns those that come after them. Those of a transaction count from its commit on; rolled back, never.
    /// </summary>
    /// <param name="count">How many since the queue was made.</param>
    /// <param name="cancellationToken">Ends the waiting; there is no other bound.</param>
    /// <returns>A task that completes with the last of them.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task WaitForArrivalsAsync(long count, CancellationToken cancellationToken = default) => Store.WaitAsync(count, arrived: true, cancellationToken);

    /// <summary>Waits until at least so many links send to the queue.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waiting; there is no other bound.</param>
    /// <returns>A task that completes when they are attached.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task WaitForSendersAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_producers.Count >= count)
                {
                    return;
                }

                changed = _linksChanged.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the broker has deleted the queue, which it does with those that are <see cref="IsDynamic"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting; there is no other bound.</param>
    /// <returns>A task that completes when the queue is gone from <see cref="InProcessBroker.Queues"/>.</returns>
    /// <exception cref="InvalidOperationException">The queue is not dynamic, so it is never deleted.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task WaitForDeletionAsync(CancellationToken cancellationToken = default) => Life is { } life
        ? life.Ended.WaitAsync(cancellationToken)
        : throw new InvalidOperationException($"The queue '{Name}' was made by the test, so it stays. Wait for queues that are IsDynamic.");

    /// <summary>Forgets all messages but those that a receiver holds.</summary>
    public void Clear()
    {
        Store.Clear();
        Life?.Look();
    }

    /// <summary>Grants every link that sends to the queue now so many further credits, on top of what it has.</summary>
    /// <param name="credit">In messages.</param>
    public void GrantCredit(uint credit) => ForEachProducer(producer => producer.Grant(credit));

    /// <summary>Takes back the credit of every link that sends to the queue now: what was sent already still comes.</summary>
    public void RevokeCredit() => ForEachProducer(producer => producer.Revoke());

    /// <summary>Asks every link that sends to the queue now to use its credit up or give it back (AMQP 1.0, 2.6.7, drain).</summary>
    public void Drain() => ForEachProducer(producer => producer.Drain());

    /// <summary>Asks every link that sends to the queue now for its state (AMQP 1.0, 2.6.7, echo).</summary>
    public void Echo() => ForEachProducer(producer => producer.Echo());

    /// <summary>Names the queue.</summary>
    /// <returns>Its name and how many messages it holds.</returns>
    public override string ToString() => $"{Name}, {Count} messages";

    internal Settlement Decide(BrokerMessage message)
    {
        lock (_lock)
        {
            if (_next.TryDequeue(out Settlement? next))
            {
                return next;
            }
        }

        try
        {
            return _settlementOf?.Invoke(message) ?? _settlement;
        }
        catch (Exception exception)
        {
            return Settlement.Reject("amqp:internal-error", exception.Message);
        }
    }

    /// <summary>Drops a message of a transaction that is not committed.</summary>
    internal void Discard()
    {
        Store.Discard();
        Life?.Look();
    }

    internal void Add(LinkProducer producer) => Change(() => _producers.Add(producer));

    internal void Remove(LinkProducer producer) => Change(() => _producers.Remove(producer));

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _linksChanged;
            _linksChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }

    private void ForEachProducer(Action<LinkProducer> action)
    {
        LinkProducer[] producers;
        lock (_lock)
        {
            producers = [.. _producers];
        }

        foreach (LinkProducer producer in producers)
        {
            action(producer);
        }
    }
}
