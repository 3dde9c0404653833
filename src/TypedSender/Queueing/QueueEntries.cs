namespace TypedSender;

/// <summary>The entries of a queue that have no outcome, in the order of their numbers, and free ones with their memory. Under the lock.</summary>
/// <param name="queue">The queue.</param>
/// <param name="settings">Its bounds.</param>
internal sealed class QueueEntries(MessageQueue queue, SendQueueSettings settings)
{
    private QueueEntry? _last;
    private QueueEntry? _free;
    private long _freeBytes;

    /// <summary>The entry with the lowest number.</summary>
    public QueueEntry? First { get; private set; }

    public void Add(QueueEntry entry)
    {
        entry.Previous = _last;
        entry.Next = null;
        if (_last is null)
        {
            First = entry;
        }
        else
        {
            _last.Next = entry;
        }

        _last = entry;
    }

    public void Remove(QueueEntry entry)
    {
        if (entry.Previous is { } previous)
        {
            previous.Next = entry.Next;
        }
        else
        {
            First = entry.Next;
        }

        if (entry.Next is { } next)
        {
            next.Previous = entry.Previous;
        }
        else
        {
            _last = entry.Previous;
        }
    }

    /// <summary>Takes a free entry, or makes one.</summary>
    public QueueEntry Rent()
    {
        if (_free is not { } entry)
        {
            return new QueueEntry(queue);
        }

        _free = entry.Next;
        entry.Next = null;
        _freeBytes -= entry.Message.Capacity;
        return entry;
    }

    /// <summary>Gives an entry back. Free entries keep no more memory than the queue may hold.</summary>
    public void Return(QueueEntry entry)
    {
        entry.Clear();
        if (_freeBytes + entry.Message.Capacity > settings.MaxBytes)
        {
            return;
        }

        _freeBytes += entry.Message.Capacity;
        entry.Next = _free;
        _free = entry;
    }
}
