using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Resuming;

/// <summary>
/// The receiving end of a link as AMQP 1.0 describes it (2.6.12, 2.6.13, 2.7.3, 2.7.5 and 2.8.3), apart from this library's code: which deliveries it has not settled, with their states, which messages it
/// has taken; and what it holds against the sender.
/// </summary>
internal sealed class ReceiverModel(bool settlesSecond)
{
    private readonly Dictionary<string, Entry> _unsettled = [];
    private readonly HashSet<string> _used = [];
    private readonly HashSet<string> _settledBySender = [];
    private readonly List<string> _violations = [];
    private HashSet<string>? _stated;
    private HashSet<string>? _named;
    private bool _isIncomplete;
    private bool _isThere;

    /// <summary>How often each message was taken, by its number.</summary>
    public Dictionary<int, int> Taken { get; } = [];

    /// <summary>What the sender did that the standard forbids.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>The deliveries that were resumed, and those that were settled by a resumed transfer.</summary>
    public (int Resumed, int Settled) Counts { get; private set; }

    /// <summary>The receiver loses its state, or the terminus is closed.</summary>
    public void Forget()
    {
        _unsettled.Clear();
        _isThere = false;
    }

    /// <summary>The sender attaches. Returns what the receiver states.</summary>
    public (AmqpMap? Unsettled, bool IsIncomplete) Attach(in Attach attach, int mostNamed)
    {
        bool isResumed = _isThere && attach.Unsettled is not null;
        _isThere = true;
        _stated = _named = null;
        _isIncomplete = attach.IncompleteUnsettled;
        if (!isResumed)
        {
            _unsettled.Clear();
            return (null, false);
        }

        _stated = [.. attach.Unsettled!.Select(static entry => Convert.ToHexString((byte[])entry.Key))];
        foreach ((object _, object? state) in attach.Unsettled!.Select(static entry => (entry.Key, entry.Value)))
        {
            Check(state is null, "the sender stated a state of its own for a delivery that it has no outcome of");
        }

        Check(!_stated.Overlaps(_settledBySender), "the sender stated a delivery as unsettled that it has settled");
        if (!attach.IncompleteUnsettled)
        {
            // What the sender has settled, the receiver settles too.
            foreach (string tag in _unsettled.Keys.Where(tag => !_stated.Contains(tag)).ToArray())
            {
                _unsettled.Remove(tag);
            }
        }

        AmqpMap map = new();
        foreach ((string tag, Entry entry) in _unsettled.Take(mostNamed == 0 ? int.MaxValue : mostNamed))
        {
            map.Add(Convert.FromHexString(tag), entry.ToValue());
        }

        bool isShort = map.Count < _unsettled.Count;
        _named = [.. map.Select(static entry => Convert.ToHexString((byte[])entry.Key))];
        _isIncomplete |= isShort;
        return (map, isShort);
    }

    /// <summary>The first transfer of a delivery came. Returns the entry that its payload belongs to; null to ignore it.</summary>
    public Entry? Begin(in Transfer transfer, ReadOnlySpan<byte> payload)
    {
        string tag = Convert.ToHexString(transfer.DeliveryTag!.Value.Span);
        if (!transfer.Resume)
        {
            Check(_used.Add(tag), $"a new delivery has the tag {tag} of another one");
            Check(!_isIncomplete, "a new delivery came though a map was incomplete");
            return _unsettled[tag] = new Entry(tag);
        }

        Check(_stated?.Contains(tag) == true || _isIncomplete, $"a delivery was resumed that the sender's map does not name ({tag})");
        Check(_named?.Contains(tag) == true, $"a delivery was resumed that the receiver's map does not name ({tag})");
        if (!_unsettled.TryGetValue(tag, out Entry? entry))
        {
            return null;
        }

        if (transfer.Settled == true)
        {
            Check(payload.IsEmpty && Equals(transfer.State?.GetType(), entry.State?.GetType()), $"the sender settles {tag} as {transfer.State}, and the receiver had said {entry.State}");
            Counts = Counts with { Settled = Counts.Settled + 1 };
            SettleBySender(tag);
            return null;
        }

        Check(transfer.State is Received { SectionNumber: 0, SectionOffset: 0 }, "a resumed delivery does not say where it begins");
        Check(entry.State is null, "a delivery was resumed that the receiver had decided about");
        Counts = Counts with { Resumed = Counts.Resumed + 1 };
        entry.Restart();
        return entry;
    }

    /// <summary>The last transfer of a delivery has come. Returns the outcome, if there is one, and whether the receiver settles.</summary>
    public (DeliveryState? State, bool IsSettled) Complete(Entry entry, Verdict verdict)
    {
        int number = entry.Number;
        DeliveryState? state = verdict switch
        {
            Verdict.Accept => Accepted.Instance,
            Verdict.Reject => new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.NotAllowed } },
            Verdict.Release => Released.Instance,
            _ => null,
        };
        entry.Decide(state);
        if (state is Accepted)
        {
            Taken[number] = Taken.GetValueOrDefault(number) + 1;
        }

        if (state is not null && !settlesSecond)
        {
            _unsettled.Remove(entry.Tag);
        }

        return (state, !settlesSecond);
    }

    /// <summary>The sender has settled a delivery.</summary>
    public void SettleBySender(string tag)
    {
        _settledBySender.Add(tag);
        _unsettled.Remove(tag);
    }

    private void Check(bool holds, string violation)
    {
        if (!holds)
        {
            _violations.Add(violation);
        }
    }

    /// <summary>A delivery that the receiver has not settled.</summary>
    internal sealed class Entry(string tag)
    {
        private readonly List<byte> _payload = [];

        public string Tag { get; } = tag;

        public DeliveryState? State { get; private set; }

        /// <summary>The number of the message: its first four bytes.</summary>
        public int Number => (_payload[0] << 24) | (_payload[1] << 16) | (_payload[2] << 8) | _payload[3];

        /// <summary>Whether it has been begun before.</summary>
        public bool IsResumed { get; private set; }

        public void Add(byte[] payload) => _payload.AddRange(payload);

        public void Decide(DeliveryState? state) => State = state;

        public void Restart()
        {
            _payload.Clear();
            IsResumed = true;
        }

        public object? ToValue() => State switch
        {
            Accepted => new AmqpDescribed(0x24ul, new List<object?>()),
            Rejected => new AmqpDescribed(0x25ul, new List<object?> { new AmqpDescribed(0x1dul, new List<object?> { new AmqpSymbol("amqp:not-allowed") }) }),
            Released => new AmqpDescribed(0x26ul, new List<object?>()),
            _ => _payload.Count == 0 ? null : new AmqpDescribed(0x23ul, new List<object?> { 0u, (ulong)_payload.Count }),
        };
    }
}
