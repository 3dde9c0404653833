namespace TypedSender.RawSink;

/// <summary>One session: what has come, and the deliveries that no disposition has named yet.</summary>
internal sealed class SinkSession(ushort channel, uint nextIncomingId, Answers answers)
{
    private const uint Window = int.MaxValue;

    private SinkLink?[] _links = new SinkLink?[16];
    private uint _nextIncomingId = nextIncomingId;
    private bool _hasUnacknowledged;
    private uint _first;
    private uint _last;

    public static uint IncomingWindow => Window;

    public long Dispositions { get; private set; }

    public SinkLink? Find(uint handle) => handle < _links.Length ? _links[handle] : null;

    public SinkLink Link(uint handle) => Find(handle) ?? throw new FormatException($"no link has handle {handle}");

    public void Add(SinkLink link)
    {
        if (link.Handle >= _links.Length)
        {
            Array.Resize(ref _links, (int)Math.Max(link.Handle + 1, _links.Length * 2u));
        }

        _links[link.Handle] = link;
    }

    public void OnTransferFrame() => _nextIncomingId++;

    /// <summary>A delivery that wants a verdict has come to its end.</summary>
    public void OnUnsettled(uint deliveryId)
    {
        if (_hasUnacknowledged && deliveryId == _last + 1)
        {
            _last = deliveryId;
            return;
        }

        Acknowledge();
        (_hasUnacknowledged, _first, _last) = (true, deliveryId, deliveryId);
    }

    /// <summary>Accepts all that has come, in one range.</summary>
    public void Acknowledge()
    {
        if (!_hasUnacknowledged)
        {
            return;
        }

        _hasUnacknowledged = false;
        Dispositions++;

        // role receiver, first, last, settled, accepted
        answers.Begin(0, channel, FrameCodes.Disposition).Boolean(true).UInt(_first).UInt(_last).Boolean(true).Field([0x00, 0x53, 0x24, 0x45]).End();
    }

    public void Grant(SinkLink link) =>
        answers.Begin(0, channel, FrameCodes.Flow).UInt(_nextIncomingId).UInt(Window).UInt(0).UInt(Window)
            .UInt(link.Handle).UInt(link.DeliveryCount).UInt(link.Credit).End();

    /// <summary>Grants credit to the links that were left without.</summary>
    public void Release()
    {
        foreach (SinkLink? link in _links)
        {
            if (link is { IsHeld: true })
            {
                link.IsHeld = false;
                Grant(link);
            }
        }
    }
}
