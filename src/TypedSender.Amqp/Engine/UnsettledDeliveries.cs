namespace TypedSender.Amqp.Engine;

/// <summary>
/// The unsettled outgoing deliveries of a session by their ids. A ring holds the recent span of ids; a delivery whose slot is needed moves to a dictionary,
/// so that one which is never settled costs the others nothing.
/// </summary>
internal sealed class UnsettledDeliveries
{
    private const int RingSize = 4096;
    private const uint RingMask = RingSize - 1;

    // Made for the first delivery: a peer may begin many sessions on which nothing is ever sent.
    private OutgoingDelivery?[] _ring = [];
    private Dictionary<uint, OutgoingDelivery>? _overflow;

    public int Count { get; private set; }

    public void Add(OutgoingDelivery delivery)
    {
        if (_ring.Length == 0)
        {
            _ring = new OutgoingDelivery?[RingSize];
        }

        ref OutgoingDelivery? slot = ref _ring[delivery.DeliveryId & RingMask];
        if (slot is { } older)
        {
            (_overflow ??= []).Add(older.DeliveryId, older);
        }

        slot = delivery;
        Count++;
    }

    public bool Remove(OutgoingDelivery delivery) => Find(delivery.DeliveryId) == delivery && Take(delivery.DeliveryId) is not null;

    public OutgoingDelivery? Take(uint deliveryId)
    {
        OutgoingDelivery? delivery = Find(deliveryId);
        if (delivery is not null)
        {
            Forget(delivery);
        }

        return delivery;
    }

    public OutgoingDelivery? Find(uint deliveryId)
    {
        if (Count == 0)
        {
            return null;
        }

        OutgoingDelivery? delivery = _ring[deliveryId & RingMask];
        if (delivery is not null && delivery.DeliveryId == deliveryId)
        {
            return delivery;
        }

        return _overflow is { Count: > 0 } && _overflow.TryGetValue(deliveryId, out delivery) ? delivery : null;
    }

    /// <summary>
    /// Calls <paramref name="visit"/> for every unsettled delivery among <paramref name="first"/> … <paramref name="last"/>; it may take the one it is given.
    /// The work is bounded by what is unsettled, whatever range the peer names (AMQP 1.0, 2.7.6).
    /// </summary>
    public void VisitRange<TState>(uint first, uint last, TState state, Action<OutgoingDelivery, TState> visit)
    {
        uint span = unchecked(last - first);
        if (Count == 0)
        {
            return;
        }

        if (span < RingSize)
        {
            for (uint i = 0; i <= span; i++)
            {
                if (Find(unchecked(first + i)) is { } delivery)
                {
                    visit(delivery, state);
                }
            }

            return;
        }

        foreach (OutgoingDelivery delivery in Snapshot())
        {
            if (SerialNumber.IsWithin(delivery.DeliveryId, first, last))
            {
                visit(delivery, state);
            }
        }
    }

    /// <summary>All unsettled deliveries, oldest first.</summary>
    public List<OutgoingDelivery> Snapshot()
    {
        List<OutgoingDelivery> deliveries = new(Count);
        foreach (OutgoingDelivery? delivery in _ring)
        {
            if (delivery is not null)
            {
                deliveries.Add(delivery);
            }
        }

        if (_overflow is not null)
        {
            deliveries.AddRange(_overflow.Values);
        }

        deliveries.Sort(static (left, right) => SerialNumber.Distance(right.DeliveryId, left.DeliveryId));
        return deliveries;
    }

    private void Forget(OutgoingDelivery delivery)
    {
        ref OutgoingDelivery? slot = ref _ring[delivery.DeliveryId & RingMask];
        if (ReferenceEquals(slot, delivery))
        {
            slot = null;
        }
        else
        {
            _overflow!.Remove(delivery.DeliveryId);
        }

        Count--;
    }
}
