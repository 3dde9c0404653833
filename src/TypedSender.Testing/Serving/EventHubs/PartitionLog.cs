namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>The events of one partition, in the order in which they came; reading removes nothing. Thread-safe; its lock is the innermost one.</summary>
internal sealed class PartitionLog(string partitionId, TimeProvider timeProvider)
{
    private readonly object _lock = new();
    private readonly List<BrokerEvent> _events = [];
    private PartitionEnds _ends = PartitionEnds.OfEmpty;
    private long _nextOffset;

    public PartitionEnds Ends
    {
        get
        {
            lock (_lock)
            {
                return _ends;
            }
        }
    }

    public BrokerEvent[] Events()
    {
        lock (_lock)
        {
            return [.. _events];
        }
    }

    /// <summary>Appends events in one step: all have the same enqueued time.</summary>
    public BrokerEvent[] Append(IReadOnlyList<IncomingEvent> events, BrokerLink? link)
    {
        lock (_lock)
        {
            // An annotation holds milliseconds: what a test sees here is what a reader gets.
            DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
            return [.. events.Select(incoming => Append(incoming, link, now))];
        }
    }

    /// <summary>The event of that number, or the first after it; null if there is none yet.</summary>
    public BrokerEvent? FindFrom(long sequenceNumber)
    {
        lock (_lock)
        {
            long index = Math.Max(0, sequenceNumber - _ends.BeginningSequenceNumber);
            return index < _events.Count ? _events[(int)index] : null;
        }
    }

    /// <summary>The number of the first event that a reader at this position gets; null if the position is one that the partition has not reached.</summary>
    public long? Locate(ReadPosition position)
    {
        lock (_lock)
        {
            long value = position.IsInclusive ? position.Value : position.Value == long.MaxValue ? long.MaxValue : position.Value + 1;
            long next = _ends.LastSequenceNumber + 1;
            return position.Kind switch
            {
                PositionKind.Earliest => _ends.BeginningSequenceNumber,
                PositionKind.Latest => position.IsInclusive ? Math.Max(_ends.BeginningSequenceNumber, _ends.LastSequenceNumber) : next,
                PositionKind.SequenceNumber => position.Value <= _ends.LastSequenceNumber ? value : null,
                PositionKind.Offset => position.Value <= _ends.LastOffset ? NumberOfFirst(sent => sent.Position >= value) : null,
                _ => NumberOfFirst(sent => sent.EnqueuedTime.ToUnixTimeMilliseconds() >= value),
            };
        }
    }

    /// <summary>Forgets the events before the one of that number, as a hub does when their retention ends.</summary>
    public void RemoveBefore(long sequenceNumber)
    {
        lock (_lock)
        {
            long count = Math.Clamp(sequenceNumber - _ends.BeginningSequenceNumber, 0, _events.Count);
            _events.RemoveRange(0, (int)count);
            _ends = _ends with { BeginningSequenceNumber = _ends.BeginningSequenceNumber + count, IsEmpty = _events.Count == 0 };
        }
    }

    private long NumberOfFirst(Predicate<BrokerEvent> matches)
    {
        int index = _events.FindIndex(matches);
        return index < 0 ? _ends.LastSequenceNumber + 1 : _events[index].SequenceNumber;
    }

    private BrokerEvent Append(IncomingEvent incoming, BrokerLink? link, DateTimeOffset now)
    {
        BrokerEvent appended = new(incoming, partitionId, _ends.LastSequenceNumber + 1, _nextOffset, now, link);
        _events.Add(appended);
        _nextOffset += incoming.Bytes.Length;
        _ends = _ends with { LastSequenceNumber = appended.SequenceNumber, LastOffset = appended.Position, LastEnqueuedTime = now, IsEmpty = false };
        return appended;
    }
}
