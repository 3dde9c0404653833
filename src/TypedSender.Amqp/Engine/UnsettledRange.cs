namespace TypedSender.Amqp.Engine;

/// <summary>
/// Walks the unsettled deliveries among a range of ids, oldest first. The one at hand may be removed. The work is bounded by what is unsettled, whatever range the peer names
/// (AMQP 1.0, 2.7.6).
/// </summary>
internal ref struct UnsettledRange
{
    private readonly UnsettledDeliveries _deliveries;
    private readonly List<OutgoingDelivery>? _old;
    private int _oldIndex;

    // Ids that stand in the ring and have not been begun with: up to two runs of them.
    private (uint First, int Count) _ids;
    private (uint First, int Count) _laterIds;

    // Places of the ring that are being walked, up to the second one.
    private int _place;
    private int _endPlace;

    /// <param name="deliveries">The deliveries.</param>
    /// <param name="old">Those that stand in the ring no more; null for none.</param>
    /// <param name="ids">The first ids of the ring to look at, and their number.</param>
    /// <param name="laterIds">Those to look at then.</param>
    public UnsettledRange(UnsettledDeliveries deliveries, List<OutgoingDelivery>? old, (uint First, int Count) ids, (uint First, int Count) laterIds)
    {
        _deliveries = deliveries;
        _old = old;
        _ids = ids;
        _laterIds = laterIds;
        Current = null!;
    }

    public OutgoingDelivery Current { get; private set; }

    public readonly UnsettledRange GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_old is not null && _oldIndex < _old.Count)
        {
            Current = _old[_oldIndex++];
            return true;
        }

        do
        {
            if (_place < _endPlace && _deliveries.FindInPlaces(ref _place, _endPlace) is { } found)
            {
                Current = found;
                return true;
            }
        }
        while (MoveToNextPlaces());
        return false;
    }

    /// <summary>Takes the ids up to the end of the ring, where the next one stands at its beginning.</summary>
    private bool MoveToNextPlaces()
    {
        if (_ids.Count == 0)
        {
            (_ids, _laterIds) = (_laterIds, default);
        }

        if (_ids.Count == 0)
        {
            return false;
        }

        _place = UnsettledDeliveries.SlotOf(_ids.First);
        int run = Math.Min(_ids.Count, UnsettledDeliveries.RingSize - _place);
        _endPlace = _place + run;
        _ids = (unchecked(_ids.First + (uint)run), _ids.Count - run);
        return true;
    }
}
