using System.Globalization;
using TypedSender.Amqp;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>Writes an event as a reader gets it: with the annotations of the hub beside those of its sender.</summary>
internal static class EventEncoding
{
    private static readonly AmqpSymbol SequenceNumber = new("x-opt-sequence-number");
    private static readonly AmqpSymbol Offset = new("x-opt-offset");
    private static readonly AmqpSymbol EnqueuedTime = new("x-opt-enqueued-time");
    private static readonly AmqpSymbol LastSequenceNumber = new("last_enqueued_sequence_number");
    private static readonly AmqpSymbol LastOffset = new("last_enqueued_offset");
    private static readonly AmqpSymbol LastEnqueuedTime = new("last_enqueued_time_utc");
    private static readonly AmqpSymbol RetrievalTime = new("runtime_info_retrieval_time_utc");

    /// <summary>An offset as clients see it.</summary>
    public static string ToText(long offset) => offset.ToString(CultureInfo.InvariantCulture);

    /// <summary>Encodes an event.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="ends">The last event of the partition, if the reader asked for it (runtime metric); null otherwise.</param>
    /// <param name="now">When that was looked up.</param>
    public static byte[] Encode(BrokerEvent stored, PartitionEnds? ends, DateTimeOffset now)
    {
        MessageSections sections = MessageSections.Read(stored.Bytes);
        sections.MessageAnnotations[SequenceNumber] = stored.SequenceNumber;
        sections.MessageAnnotations[Offset] = stored.Offset;
        sections.MessageAnnotations[EnqueuedTime] = stored.EnqueuedTime;
        if (stored.PartitionKey is not null)
        {
            sections.MessageAnnotations[IncomingEvent.PartitionKeyName] = stored.PartitionKey;
        }

        // Those of the sender were for this hop alone (AMQP 1.0, 3.2.2).
        sections.DeliveryAnnotations = ends is null ? [] : new AmqpMap
        {
            [LastSequenceNumber] = ends.LastSequenceNumber,
            [LastOffset] = ToText(ends.LastOffset),
            [LastEnqueuedTime] = ends.LastEnqueuedTime,
            [RetrievalTime] = now,
        };
        return sections.ToBytes();
    }
}
