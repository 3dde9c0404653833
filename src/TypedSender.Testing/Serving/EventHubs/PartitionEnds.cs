namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>The ends of a partition: the first event that it holds, and the last that it ever got.</summary>
/// <param name="BeginningSequenceNumber">The number of the first event that is held, or that comes next.</param>
/// <param name="LastSequenceNumber">The number of the last event; -1 before the first.</param>
/// <param name="LastOffset">The offset of the last event; -1 before the first.</param>
/// <param name="LastEnqueuedTime">When the last event was appended; the year 1 before the first.</param>
/// <param name="IsEmpty">Whether no event is held.</param>
internal sealed record PartitionEnds(long BeginningSequenceNumber, long LastSequenceNumber, long LastOffset, DateTimeOffset LastEnqueuedTime, bool IsEmpty)
{
    public static PartitionEnds OfEmpty { get; } = new(0, -1, -1, DateTimeOffset.MinValue, IsEmpty: true);
}
