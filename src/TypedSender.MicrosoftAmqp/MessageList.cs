namespace TypedSender;

/// <summary>A list of messages in their order, from which any of them can be taken in constant time. Not thread-safe: guarded by the transport's lock.</summary>
internal sealed class MessageList
{
    private CarriedMessage? _first;
    private CarriedMessage? _last;

    public bool IsEmpty => _first is null;

    public CarriedMessage? First => _first;

    public void AddLast(CarriedMessage message)
    {
        message.PreviousInList = _last;
        if (_last is null)
        {
            _first = message;
        }
        else
        {
            _last.NextInList = message;
        }

        _last = message;
    }

    public void AddFirst(CarriedMessage message)
    {
        message.NextInList = _first;
        if (_first is null)
        {
            _last = message;
        }
        else
        {
            _first.PreviousInList = message;
        }

        _first = message;
    }

    /// <summary>Takes out a message that is in this list.</summary>
    public void Remove(CarriedMessage message)
    {
        if (message.PreviousInList is { } previous)
        {
            previous.NextInList = message.NextInList;
        }
        else
        {
            _first = message.NextInList;
        }

        if (message.NextInList is { } next)
        {
            next.PreviousInList = message.PreviousInList;
        }
        else
        {
            _last = message.PreviousInList;
        }

        message.PreviousInList = message.NextInList = null;
    }

    /// <summary>Takes out all messages, in their order.</summary>
    public List<CarriedMessage> TakeAll()
    {
        List<CarriedMessage> all = [];
        while (_first is { } message)
        {
            Remove(message);
            all.Add(message);
        }

        return all;
    }
}
