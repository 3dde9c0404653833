using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The links of a sender whose messages name their addresses, one for each address. There are no more than <paramref name="limit"/> of them, as long as some are idle: then the one that was used
/// longest ago is closed for the next. Under the client's lock.
/// </summary>
/// <param name="domain">The lock domain.</param>
/// <param name="make">Makes the queue of an address, with a link of its own.</param>
/// <param name="limit">How many are kept.</param>
internal sealed class AddressLinks(SendDomain domain, Func<string, SendQueue> make, int limit)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    // The one that was used longest ago is the first.
    private readonly LinkedList<Entry> _order = [];

    /// <summary>The queues of all addresses.</summary>
    public IEnumerable<SendQueue> Queues => _order.Select(static entry => entry.Queue);

    /// <summary>Takes the queue of an address into use, which is made if there is none.</summary>
    public Entry Rent(string address)
    {
        AdaptiveLock.AssertHeld(domain.Lock);
        if (_entries.TryGetValue(address, out LinkedListNode<Entry>? node))
        {
            _order.Remove(node);
        }
        else
        {
            CloseIdle(limit - 1);
            node = new LinkedListNode<Entry>(new Entry(address, make(address)));
            _entries.Add(address, node);
        }

        _order.AddLast(node);
        node.Value.Users++;
        return node.Value;
    }

    /// <summary>Takes the queue of an address into use if messages to it are on their way: those that follow must not overtake them.</summary>
    public Entry? RentBusy(string address)
    {
        AdaptiveLock.AssertHeld(domain.Lock);
        return _entries.TryGetValue(address, out LinkedListNode<Entry>? node) && !node.Value.IsIdle ? Rent(address) : null;
    }

    /// <summary>The queue that the next message to an address goes to; null if there is none yet.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isIdleToo">Whether it may be one to which no message is on its way.</param>
    public SendQueue? Find(string address, bool isIdleToo)
        => _entries.TryGetValue(address, out LinkedListNode<Entry>? node) && (isIdleToo || !node.Value.IsIdle) ? node.Value.Queue : null;

    /// <summary>A message has been given to the queue, or refused.</summary>
    public void Return(Entry entry)
    {
        AdaptiveLock.AssertHeld(domain.Lock);
        entry.Users--;
        CloseIdle(limit);
    }

    private void CloseIdle(int kept)
    {
        for (LinkedListNode<Entry>? node = _order.First; node is not null && _entries.Count > kept;)
        {
            LinkedListNode<Entry>? next = node.Next;
            if (node.Value.IsIdle)
            {
                _order.Remove(node);
                _entries.Remove(node.Value.Address);

                // It has nothing to wait for but the peer's detach, and never fails.
                _ = node.Value.Queue.CloseAsync(closed: true, CancellationToken.None);
            }

            node = next;
        }
    }

    /// <summary>The link of one address.</summary>
    public sealed class Entry(string address, SendQueue queue)
    {
        public string Address { get; } = address;

        public SendQueue Queue { get; } = queue;

        /// <summary>How many threads are about to give it a message.</summary>
        public int Users { get; set; }

        /// <summary>Whether no message is on its way.</summary>
        public bool IsIdle => Users == 0 && Queue.Outstanding == 0;
    }
}
