using TypedSender.Amqp.Messages;
using TypedSender.Testing.Serving.EventHubs;

namespace TypedSender.Testing;

/// <summary>An event in a partition of a <see cref="BrokerEventHub"/>. Immutable, and thread-safe as long as the values of its message are not changed.</summary>
public sealed class BrokerEvent
{
    private readonly IncomingEvent _incoming;

    internal BrokerEvent(IncomingEvent incoming, string partitionId, long sequenceNumber, long position, DateTimeOffset enqueuedTime, BrokerLink? link)
    {
        _incoming = incoming;
        PartitionId = partitionId;
        SequenceNumber = sequenceNumber;
        Position = position;
        EnqueuedTime = enqueuedTime;
        Link = link;
    }

    /// <summary>The partition that holds it.</summary>
    public string PartitionId { get; }

    /// <summary>The number of the event in its partition, from 0, in order of arrival. Readers get it as <c>x-opt-sequence-number</c>.</summary>
    public long SequenceNumber { get; }

    /// <summary>Where the event begins in its partition, in bytes. Readers get it as <c>x-opt-offset</c>.</summary>
    public string Offset => EventEncoding.ToText(Position);

    /// <summary>When the event came, by the broker's clock, in milliseconds. Readers get it as <c>x-opt-enqueued-time</c>.</summary>
    public DateTimeOffset EnqueuedTime { get; }

    /// <summary>The partition key, the annotation <c>x-opt-partition-key</c> of the event or of its envelope; null if neither has one.</summary>
    public string? PartitionKey => _incoming.PartitionKey;

    /// <summary>The bytes of all sections as they were sent (AMQP 1.0, 3.2); of an event in an envelope, those of the event.</summary>
    public ReadOnlyMemory<byte> Bytes => _incoming.Bytes;

    /// <summary>The sections of the event as they were sent.</summary>
    public AmqpMessage Message => _incoming.Message;

    /// <summary>The link that brought it; null when it was put into the partition by <see cref="BrokerPartition.Enqueue"/>.</summary>
    public BrokerLink? Link { get; }

    /// <summary>The offset as a number.</summary>
    internal long Position { get; }

    /// <summary>Describes the event without its contents.</summary>
    /// <returns>Partition, number and size.</returns>
    public override string ToString() => $"event {SequenceNumber} of partition {PartitionId}, {Bytes.Length} bytes";
}
