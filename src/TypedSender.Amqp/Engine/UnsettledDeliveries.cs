using System.Diagnostics;
using System.Numerics;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// The unsettled outgoing deliveries of a session by their ids, which come in rising order. A ring holds the last span of ids; a delivery that stays longer moves to a
/// dictionary, so that one which is never settled costs the others nothing.
/// </summary>
internal sealed class UnsettledDeliveries
{
    internal const int RingSize = 4096;
    private const uint RingMask = RingSize - 1;
    private const int WordSize = 64;

    // Made for the first delivery: a peer may begin many sessions on which nothing is ever sent.
    private OutgoingDelivery?[] _ring = [];

    // A bit for each place of the ring, so that a range of ids costs what stands in it and not what it spans.
    private ulong[] _taken = [];
    private Dictionary<uint, OutgoingDelivery>? _overflow;
    private uint _newest;

    public int Count { get; private set; }

    /// <summary>Adds a delivery, whose id lies ahead of all that were added before.</summary>
    public void Add(OutgoingDelivery delivery)
    {
        if (_ring.Length == 0)
        {
            _ring = new OutgoingDelivery?[RingSize];
            _taken = new ulong[RingSize / WordSize];
            _newest = unchecked(delivery.DeliveryId - 1);
        }

        Debug.Assert(SerialNumber.Distance(_newest, delivery.DeliveryId) > 0, "Ids come in rising order (AMQP 1.0, 2.6.12).");

        // The ring moves on to the new id; the deliveries at the places that it passes move to the dictionary.
        uint steps = unchecked(delivery.DeliveryId - _newest);
        int place = SlotOf(delivery.DeliveryId);
        if (steps != 1 || _ring[place] is not null)
        {
            foreach (OutgoingDelivery older in new UnsettledRange(this, old: null, (unchecked(_newest + 1), (int)Math.Min(steps, RingSize)), default))
            {
                MoveToOverflow(older);
            }
        }

        _newest = delivery.DeliveryId;
        _ring[place] = delivery;
        _taken[place / WordSize] |= 1UL << (place % WordSize);
        Count++;
    }

    public bool Remove(OutgoingDelivery delivery)
    {
        if (Find(delivery.DeliveryId) != delivery)
        {
            return false;
        }

        int place = SlotOf(delivery.DeliveryId);
        if (_ring[place] == delivery)
        {
            Clear(place);
        }
        else
        {
            _overflow!.Remove(delivery.DeliveryId);
        }

        Count--;
        return true;
    }

    public OutgoingDelivery? Find(uint deliveryId)
    {
        if (Count == 0)
        {
            return null;
        }

        OutgoingDelivery? delivery = _ring[SlotOf(deliveryId)];
        if (delivery is not null && delivery.DeliveryId == deliveryId)
        {
            return delivery;
        }

        return _overflow is { Count: > 0 } && _overflow.TryGetValue(deliveryId, out delivery) ? delivery : null;
    }

    /// <summary>The oldest unsettled delivery of a link; null when there is none.</summary>
    public OutgoingDelivery? FindOldest(SenderLink link)
    {
        OutgoingDelivery? oldest = null;
        foreach (OutgoingDelivery delivery in _overflow?.Values ?? Enumerable.Empty<OutgoingDelivery>())
        {
            if (delivery.Link == link && (oldest is null || SerialNumber.Distance(oldest.DeliveryId, delivery.DeliveryId) < 0))
            {
                oldest = delivery;
            }
        }

        if (oldest is not null || Count == 0)
        {
            return oldest;
        }

        // What the ring holds is newer than the rest, and stands in it in the order of the ids from the place behind the newest on.
        int begin = SlotOf(unchecked(_newest + 1));
        return FindInRing(link, begin, RingSize - 1) ?? FindInRing(link, 0, begin - 1);
    }

    /// <summary>The unsettled deliveries among <paramref name="first"/> … <paramref name="last"/>, oldest first.</summary>
    public UnsettledRange GetRange(uint first, uint last)
    {
        if (Count == 0)
        {
            return default;
        }

        List<OutgoingDelivery>? old = _overflow is { Count: > 0 } ? FindInOverflow(first, last) : null;

        // Where the range lies as seen from the oldest id of the ring; it may begin before that, and reach round to it.
        uint oldest = unchecked(_newest - RingMask);
        uint start = unchecked(first - oldest);
        long end = start + (long)unchecked(last - first);
        const long AllIds = 1L << 32;
        return new UnsettledRange(
            this,
            old,
            end >= AllIds ? (oldest, (int)Math.Min(end - AllIds + 1, RingSize)) : default,
            start < RingSize ? (first, (int)Math.Min(end - start + 1, RingSize - start)) : default);
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

        Sort(deliveries);
        return deliveries;
    }

    internal static int SlotOf(uint deliveryId) => (int)(deliveryId & RingMask);

    /// <summary>Finds the first delivery from a place on, and sets the place behind it; null when none stands before the end.</summary>
    internal OutgoingDelivery? FindInPlaces(ref int place, int end)
    {
        int found = FindTaken(place, end - 1);
        if (found < 0)
        {
            place = end;
            return null;
        }

        place = found + 1;
        return _ring[found];
    }

    private static void Sort(List<OutgoingDelivery> deliveries)
        => deliveries.Sort(static (left, right) => SerialNumber.Distance(right.DeliveryId, left.DeliveryId));

    private void MoveToOverflow(OutgoingDelivery delivery)
    {
        (_overflow ??= []).Add(delivery.DeliveryId, delivery);
        Clear(SlotOf(delivery.DeliveryId));
    }

    private void Clear(int place)
    {
        _ring[place] = null;
        _taken[place / WordSize] &= ~(1UL << (place % WordSize));
    }

    private OutgoingDelivery? FindInRing(SenderLink link, int from, int last)
    {
        for (int place = FindTaken(from, last); place >= 0; place = FindTaken(place + 1, last))
        {
            if (_ring[place]!.Link == link)
            {
                return _ring[place];
            }
        }

        return null;
    }

    /// <summary>The first place from one to another at which a delivery stands, or -1.</summary>
    private int FindTaken(int from, int last)
    {
        ulong mask = ulong.MaxValue << (from % WordSize);
        for (int word = from / WordSize; word <= last / WordSize; word++, mask = ulong.MaxValue)
        {
            ulong taken = _taken[word] & mask;
            if (taken != 0)
            {
                int place = (word * WordSize) + BitOperations.TrailingZeroCount(taken);
                return place <= last ? place : -1;
            }
        }

        return -1;
    }

    /// <summary>The old deliveries of a range, oldest first; null when there are none.</summary>
    private List<OutgoingDelivery>? FindInOverflow(uint first, uint last)
    {
        List<OutgoingDelivery>? found = null;
        uint span = unchecked(last - first);
        if (span < _overflow!.Count)
        {
            for (uint index = 0; index <= span; index++)
            {
                if (_overflow.TryGetValue(unchecked(first + index), out OutgoingDelivery? delivery))
                {
                    (found ??= []).Add(delivery);
                }
            }

            return found;
        }

        foreach (OutgoingDelivery delivery in _overflow.Values)
        {
            if (SerialNumber.IsWithin(delivery.DeliveryId, first, last))
            {
                (found ??= []).Add(delivery);
            }
        }

        if (found is not null)
        {
            Sort(found);
        }

        return found;
    }
}
