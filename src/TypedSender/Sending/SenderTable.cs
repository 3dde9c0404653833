namespace TypedSender;

/// <summary>
/// The senders of a client: one for each interface, or address, and equal options. A sender that was closed is replaced by the next that is asked for. All of it under <see cref="Lock"/>.
/// </summary>
/// <param name="make">Makes a sender.</param>
internal sealed class SenderTable(Func<SenderDescription, SenderSettings, MessageSender> make)
{
    private const int FirstCleaning = 64;

    private readonly Dictionary<(Type Type, SenderSettings Settings), (object Sender, MessageSender MessageSender)> _entries = [];
    private int _cleaningAt = FirstCleaning;

    public object Lock => _entries;

    /// <summary>All senders; some may have been closed.</summary>
    public IEnumerable<MessageSender> All => _entries.Values.Select(static entry => entry.MessageSender);

    /// <summary>Returns the sender of an interface.</summary>
    public T Get<T>(SenderSettings settings)
        where T : class, ITypedSender<T>
    {
        if (!TryGetOpen(typeof(T), settings, out (object Sender, MessageSender MessageSender) entry))
        {
            MessageSender sender = make(T.Description, settings);
            entry = (T.Create(sender), sender);
            _entries[(typeof(T), settings)] = entry;
        }

        return (T)entry.Sender;
    }

    /// <summary>Returns the sender of the address or target that the settings name.</summary>
    public MessageSender Get(SenderSettings settings)
    {
        if (!TryGetOpen(typeof(MessageSender), settings, out (object Sender, MessageSender MessageSender) entry))
        {
            CleanUp();
            MessageSender sender = make(new SenderDescription(settings.Address ?? ""), settings);
            entry = (sender, sender);
            _entries[(typeof(MessageSender), settings)] = entry;
        }

        return entry.MessageSender;
    }

    /// <summary>Returns what the sender of an interface hides.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public MessageSender Find(object sender)
    {
        foreach ((object found, MessageSender messageSender) in _entries.Values)
        {
            if (ReferenceEquals(found, sender))
            {
                return messageSender;
            }
        }

        throw new ArgumentException($"The object of type {sender.GetType().Name} is not a sender of this client. Pass what GetSender of the same client returned.", nameof(sender));
    }

    private bool TryGetOpen(Type type, SenderSettings settings, out (object Sender, MessageSender MessageSender) entry)
        => _entries.TryGetValue((type, settings), out entry) && entry.MessageSender.State != MessageSenderState.Closed;

    /// <summary>Forgets closed senders of addresses, of which there may be ever new ones, such as those of replies.</summary>
    private void CleanUp()
    {
        if (_entries.Count < _cleaningAt)
        {
            return;
        }

        foreach (((Type Type, SenderSettings) key, (object _, MessageSender sender)) in _entries)
        {
            if (key.Type == typeof(MessageSender) && sender.State == MessageSenderState.Closed)
            {
                _entries.Remove(key);
            }
        }

        _cleaningAt = Math.Max(FirstCleaning, 2 * _entries.Count);
    }
}
