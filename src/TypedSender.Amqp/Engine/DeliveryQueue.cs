using System.Diagnostics;

namespace TypedSender.Amqp.Engine;

/// <summary>Deliveries that wait for credit or room, in order of their sends. Intrusive, so that waiting allocates nothing.</summary>
internal sealed class DeliveryQueue
{
    public OutgoingDelivery? First { get; private set; }

    public OutgoingDelivery? Last => _last;

    private OutgoingDelivery? _last;

    public int Count { get; private set; }

    public bool IsEmpty => First is null;

    public void Enqueue(OutgoingDelivery delivery)
    {
        delivery.PreviousWaiting = _last;
        delivery.NextWaiting = null;
        delivery.Queue = this;
        if (_last is null)
        {
            First = delivery;
        }
        else
        {
            _last.NextWaiting = delivery;
        }

        _last = delivery;
        Count++;
    }

    /// <summary>
    /// Puts all of another queue before what waits in this one, in their order; the other is empty then. One that has been begun stays the first: the frames of two
    /// deliveries must not be mixed on a link (AMQP 1.0, 2.6.14).
    /// </summary>
    public void Prepend(DeliveryQueue other)
    {
        if (other.First is not { } first)
        {
            return;
        }

        for (OutgoingDelivery? delivery = first; delivery is not null; delivery = delivery.NextWaiting)
        {
            delivery.Queue = this;
        }

        OutgoingDelivery? begun = First is { Phase: DeliveryPhase.Partial } ? First : null;
        OutgoingDelivery? next = begun is null ? First : begun.NextWaiting;
        first.PreviousWaiting = begun;
        other._last!.NextWaiting = next;
        if (next is not null)
        {
            next.PreviousWaiting = other._last;
        }
        else
        {
            _last = other._last;
        }

        if (begun is not null)
        {
            begun.NextWaiting = first;
        }
        else
        {
            First = first;
        }

        Count += other.Count;
        other.First = other._last = null;
        other.Count = 0;
    }

    public void Remove(OutgoingDelivery delivery)
    {
        Debug.Assert(delivery.Queue == this, "A delivery is removed from the queue that it is in.");
        if (delivery.PreviousWaiting is { } previous)
        {
            previous.NextWaiting = delivery.NextWaiting;
        }
        else
        {
            First = delivery.NextWaiting;
        }

        if (delivery.NextWaiting is { } next)
        {
            next.PreviousWaiting = delivery.PreviousWaiting;
        }
        else
        {
            _last = delivery.PreviousWaiting;
        }

        delivery.NextWaiting = delivery.PreviousWaiting = null;
        delivery.Queue = null;
        Count--;
    }
}
