using System.Diagnostics.CodeAnalysis;

namespace TypedSender;

/// <summary>The messages that have not been given to a link, in their order; each can be withdrawn. Not thread-safe: guarded by the transport's lock.</summary>
internal sealed class WaitingMessages
{
    private readonly MessageList _list = new();
    private readonly Dictionary<long, CarriedMessage> _byNumber = [];

    public bool IsEmpty => _list.IsEmpty;

    public void Add(CarriedMessage message)
    {
        _list.AddLast(message);
        _byNumber.Add(message.Ticket.Number, message);
    }

    /// <summary>Puts a message that the link did not take back to where it came from.</summary>
    public void PutBack(CarriedMessage message)
    {
        _list.AddFirst(message);
        _byNumber.Add(message.Ticket.Number, message);
    }

    public bool TryTake([NotNullWhen(true)] out CarriedMessage? message)
    {
        message = _list.First;
        return message is not null && TryTake(message.Ticket.Number, out _);
    }

    /// <summary>Takes the message of a ticket.</summary>
    public bool TryTake(long number, [NotNullWhen(true)] out CarriedMessage? message)
    {
        if (!_byNumber.Remove(number, out message))
        {
            return false;
        }

        _list.Remove(message);
        return true;
    }

    public List<CarriedMessage> TakeAll()
    {
        _byNumber.Clear();
        return _list.TakeAll();
    }
}
