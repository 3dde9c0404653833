using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing.Serving;
using TypedSender.Testing.Serving.EventHubs;

namespace TypedSender.Testing;

/// <summary>
/// An event hub of an <see cref="InProcessBroker"/>: partitions that clients send events to and read them from, how it settles what is sent, how much credit it grants.
/// <see cref="InProcessBroker.CreateEventHub"/> makes it. Thread-safe; what is changed applies to messages and links from then on.
/// </summary>
/// <remarks>
/// Events are sent to the address of the hub, or to <c>hub/Partitions/0</c>, and read from <c>hub/ConsumerGroups/$Default/Partitions/0</c>. The events of one envelope go to one
/// partition: that of its partition key, or the next in turn. The partition of a key is the one that the SDKs' buffered producers compute.
/// </remarks>
public sealed class BrokerEventHub
{
    private readonly object _lock = new();
    private readonly Queue<Settlement> _next = new();
    private readonly CountWaiters _waiters = new();
    private readonly List<string> _consumerGroups = ["$Default"];
    private Settlement _settlement = Settlement.Accept;
    private CreditPolicy _credit;
    private long _arrived;
    private int _turn;

    internal BrokerEventHub(string name, int partitionCount, long maxMessageSize, InProcessBrokerOptions options)
    {
        Name = name;
        CreatedTime = options.TimeProvider.GetUtcNow();
        MaxMessageSize = options.MaxMessageSize > 0 ? options.MaxMessageSize : maxMessageSize;
        _credit = options.Credit;
        Partitions = [.. Enumerable.Range(0, partitionCount).Select(number => new BrokerPartition(this, $"{number}", options.TimeProvider))];
    }

    /// <summary>The address of the hub.</summary>
    public string Name { get; }

    /// <summary>When it was made, by the broker's clock.</summary>
    public DateTimeOffset CreatedTime { get; }

    /// <summary>The partitions, in the order of their numbers.</summary>
    public IReadOnlyList<BrokerPartition> Partitions { get; }

    /// <summary>The events of all partitions, partition by partition, oldest first. A snapshot.</summary>
    public IReadOnlyList<BrokerEvent> Events => [.. Partitions.SelectMany(partition => partition.Events)];

    /// <summary>The number of events that have come, those included that are removed.</summary>
    public long ArrivedCount
    {
        get
        {
            lock (_lock)
            {
                return _arrived;
            }
        }
    }

    /// <summary>The names of the consumer groups: <c>$Default</c>, and those that were made. A snapshot.</summary>
    public IReadOnlyList<string> ConsumerGroups
    {
        get
        {
            lock (_lock)
            {
                return [.. _consumerGroups];
            }
        }
    }

    /// <summary>The largest message that it takes, in bytes, which bounds an envelope too; 1 MiB unless the options of the broker say otherwise. Told to each sender that attaches.</summary>
    public long MaxMessageSize { get; }

    /// <summary>The settlement of messages that <see cref="SettleNext"/> does not decide about.</summary>
    /// <remarks>
    /// <see cref="Settlement.Accept"/> by default. With that and <see cref="Settlement.Silence"/> the events of the message are stored, with any other they are not.
    /// </remarks>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public Settlement Settlement
    {
        get => _settlement;
        set => _settlement = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The credit policy for sending links; applies to links that attach from now on.</summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public CreditPolicy Credit
    {
        get => _credit;
        set => _credit = value ?? throw new ArgumentNullException(nameof(value));
    }

    internal Refusals RefusedLinks { get; } = new();

    /// <summary>Makes a consumer group; does nothing if there is one of that name in any case.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, or has a slash in it.</exception>
    public void CreateConsumerGroup(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/'))
        {
            throw new ArgumentException($"'{name}' is no name of a consumer group: it has a slash in it, which separates the parts of an address.", nameof(name));
        }

        lock (_lock)
        {
            if (!_consumerGroups.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                _consumerGroups.Add(name);
            }
        }
    }

    /// <summary>Settles the messages that come next so, one each, before <see cref="Settlement"/> decides. An envelope of events is one message.</summary>
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

    /// <summary>Refuses the links that are attached next, to the hub or from it, one each (AMQP 1.0, 2.6.3).</summary>
    /// <param name="count">How many, on top of those that are to be refused already.</param>
    /// <param name="condition">Why, such as <c>com.microsoft:server-busy</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void RefuseNextLinks(int count, string condition, string? description = null) => RefusedLinks.Add(count, condition, description);

    /// <summary>Waits until at least so many events have come; see <see cref="ArrivedCount"/>.</summary>
    /// <param name="count">How many since the hub was made, in all partitions.</param>
    /// <param name="cancellationToken">Ends the waiting; there is no other bound.</param>
    /// <returns>A task that completes with the last of them.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task WaitForArrivalsAsync(long count, CancellationToken cancellationToken = default)
    {
        Task reached;
        lock (_lock)
        {
            reached = _waiters.Add(count, countsArrivals: true);
            _waiters.Complete(_arrived, _arrived);
        }

        return reached.WaitAsync(cancellationToken);
    }

    /// <summary>Names the hub.</summary>
    /// <returns>Its name and how many partitions it has.</returns>
    public override string ToString() => $"{Name}, {Partitions.Count} partitions";

    internal BrokerPartition? FindPartition(string? id) => Partitions.FirstOrDefault(partition => partition.Id == id);

    /// <summary>The consumer group of a name in any case, as it was made; null if there is none.</summary>
    internal string? FindConsumerGroup(string? name)
    {
        lock (_lock)
        {
            return _consumerGroups.Find(group => group.Equals(name, StringComparison.OrdinalIgnoreCase));
        }
    }

    internal void CountArrivals(int count)
    {
        lock (_lock)
        {
            _arrived += count;
            _waiters.Complete(_arrived, _arrived);
        }
    }

    /// <summary>Stores the events of a message and says how it is settled.</summary>
    internal Settlement Receive(HubArrival arrival)
    {
        Settlement settlement = arrival.IsSettled ? Settlement.Accept : Decide();
        if (!settlement.KeepsMessage && !settlement.IsSilent)
        {
            return settlement;
        }

        try
        {
            List<IncomingEvent> events = IncomingEvent.Read(arrival.Bytes, arrival.MessageFormat);
            (arrival.Producer.Partition ?? Choose(events)).Append(events, arrival.Producer.Link);
            return settlement;
        }
        catch (AmqpDecodeException exception)
        {
            return Settlement.Reject(AmqpErrorConditions.DecodeError, exception.Message);
        }
    }

    private BrokerPartition Choose(List<IncomingEvent> events)
    {
        if (events.FirstOrDefault()?.PartitionKey is { } key)
        {
            return Partitions[PartitionKeyHash.FindPartition(key, Partitions.Count)];
        }

        lock (_lock)
        {
            return Partitions[_turn++ % Partitions.Count];
        }
    }

    private Settlement Decide()
    {
        lock (_lock)
        {
            return _next.TryDequeue(out Settlement? next) ? next : _settlement;
        }
    }
}
