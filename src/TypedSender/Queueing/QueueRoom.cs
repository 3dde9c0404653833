using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>The room of a queue: what its messages, and the failures that are kept for a report, take up of it, and how more is made. Under the lock.</summary>
/// <param name="transport">Sends the messages, and takes back what is dropped.</param>
/// <param name="settings">The bounds.</param>
/// <param name="log">The outcomes that no report has told.</param>
internal sealed class QueueRoom(SendTransport transport, SendQueueSettings settings, OutcomeLog log)
{
    private readonly SendFailure _dropped = QueueErrors.Dropped(transport.Address, settings.FullMode);

    /// <summary>The number of messages that have a place.</summary>
    public int Count { get; private set; }

    /// <summary>What these take up, and the failures that are kept.</summary>
    public long Bytes { get; private set; }

    private bool IsLogFull => log.FailureCount >= settings.MaxCount;

    /// <summary>A message gets a place, for which there is room.</summary>
    public void Take(QueueEntry entry)
    {
        AdaptiveLock.AssertHeld(transport.Domain.Lock);
        entry.HasPlace = true;
        Count++;
        Bytes += entry.Cost;
    }

    /// <summary>A message has no place any more; more than once does no harm.</summary>
    public void Free(QueueEntry entry)
    {
        AdaptiveLock.AssertHeld(transport.Domain.Lock);
        if (entry.HasPlace)
        {
            entry.HasPlace = false;
            Count--;
            Bytes -= entry.Cost;
        }
    }

    /// <summary>A failure has been added to those that are kept. Older ones that a handler was told of give way, where their places have gone to others meanwhile.</summary>
    /// <param name="cost">What it takes up.</param>
    public void Keep(long cost)
    {
        AdaptiveLock.AssertHeld(transport.Domain.Lock);
        Bytes += cost;
        while (Bytes > settings.MaxBytes && log.TryForgetOldest(isUntoldToo: false, out long forgotten))
        {
            Bytes -= forgotten;
        }
    }

    /// <summary>A report has told failures that were kept.</summary>
    /// <param name="cost">What they took up.</param>
    public void Release(long cost) => Bytes -= cost;

    /// <summary>Whether there is room for a message, once what may be dropped or forgotten has been.</summary>
    public bool TryMake(QueueEntry entry)
    {
        AdaptiveLock.AssertHeld(transport.Domain.Lock);
        if (!IsShortFor(entry))
        {
            return true;
        }

        bool mayDrop = settings.FullMode != SendQueueFullMode.Wait && CanDropFor(entry);
        do
        {
            if ((IsLogFull || Count < settings.MaxCount) && log.TryForgetOldest(isUntoldToo: mayDrop, out long forgotten))
            {
                Bytes -= forgotten;
            }
            else if (IsLogFull || !mayDrop || !transport.TryDropEntry(settings.FullMode == SendQueueFullMode.DropNewest, _dropped))
            {
                return false;
            }
        }
        while (IsShortFor(entry));
        return true;
    }

    private bool IsShortFor(QueueEntry entry) => Count >= settings.MaxCount || IsLogFull || Bytes + entry.Cost > settings.MaxBytes;

    /// <summary>Whether dropping others has a message sent: one that is refused, or that they do not make room for, would lose them for nothing.</summary>
    private bool CanDropFor(QueueEntry entry)
    {
        long missing = Math.Max(Bytes + entry.Cost - settings.MaxBytes - log.Cost, Count < settings.MaxCount ? 0 : 1);
        return transport.FindRefusal(entry) is null && (missing <= 0 || transport.MeasureDroppable(missing) >= missing);
    }
}
