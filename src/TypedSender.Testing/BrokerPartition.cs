using TypedSender.Testing.Serving.EventHubs;

namespace TypedSender.Testing;

/// <summary>A partition of a <see cref="BrokerEventHub"/>: events in the order in which they came, which readers read without removing them. Thread-safe.</summary>
public sealed class BrokerPartition
{
    private readonly BrokerEventHub _hub;
    private readonly TimeProvider _timeProvider;

    internal BrokerPartition(BrokerEventHub hub, string id, TimeProvider timeProvider)
    {
        _hub = hub;
        Id = id;
        _timeProvider = timeProvider;
        Log = new PartitionLog(id, timeProvider);
    }

    /// <summary>The identifier of the partition: a number from 0, as text.</summary>
    public string Id { get; }

    /// <summary>The events that it holds, oldest first. A snapshot.</summary>
    public IReadOnlyList<BrokerEvent> Events => Log.Events();

    /// <summary>The number of links that read it, in all consumer groups.</summary>
    public int ReaderCount => Readers.Count;

    internal PartitionLog Log { get; }

    internal ReaderRegistry Readers { get; } = new();

    /// <summary>Puts an event into the partition, as if a client had sent it.</summary>
    /// <param name="bytes">The encoded sections of the event (AMQP 1.0, 3.2); copied.</param>
    /// <returns>The event.</returns>
    /// <exception cref="Amqp.AmqpDecodeException">The bytes are no AMQP message.</exception>
    public BrokerEvent Enqueue(ReadOnlySpan<byte> bytes) => Append(IncomingEvent.Read(bytes.ToArray(), messageFormat: 0), link: null)[0];

    /// <summary>Removes the events before one, as a hub does when their retention ends.</summary>
    /// <param name="sequenceNumber">The number of the first event that stays; larger than all to remove all. Does nothing if it is the first already.</param>
    public void RemoveBefore(long sequenceNumber) => Log.RemoveBefore(sequenceNumber);

    /// <summary>Waits until at least so many links read the partition.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waiting; there is no other bound.</param>
    /// <returns>A task that completes when they are attached. Where each begins to read has been decided then.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task WaitForReadersAsync(int count, CancellationToken cancellationToken = default) => Readers.WaitAsync(count, cancellationToken);

    /// <summary>Names the partition.</summary>
    /// <returns>Its hub, its identifier and how many events it holds.</returns>
    public override string ToString() => $"{_hub.Name}, partition {Id}, {Events.Count} events";

    internal DateTimeOffset GetNow() => _timeProvider.GetUtcNow();

    internal BrokerEvent[] Append(IReadOnlyList<IncomingEvent> events, BrokerLink? link)
    {
        BrokerEvent[] appended = Log.Append(events, link);
        _hub.CountArrivals(appended.Length);
        Readers.Notify();
        return appended;
    }
}
