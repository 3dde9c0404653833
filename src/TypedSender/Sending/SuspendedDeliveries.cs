using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>The deliveries in doubt of a link that is lost, in the order in which they were sent. Under the lock.</summary>
internal sealed class SuspendedDeliveries
{
    private readonly DeliveryQueue _deliveries = new();

    public int Count => _deliveries.Count;

    /// <summary>Adds a delivery, whose link is lost.</summary>
    public void Add(Delivery delivery)
    {
        delivery.Phase = DeliveryPhase.Suspended;
        _deliveries.Enqueue(delivery);
    }

    /// <summary>Removes a delivery, which waits to be sent from here on, or is settled.</summary>
    public void Remove(Delivery delivery)
    {
        _deliveries.Remove(delivery);
        delivery.Phase = DeliveryPhase.Waiting;
    }

    /// <summary>Whether something holds for all deliveries.</summary>
    public bool All(Predicate<Delivery> condition) => Snapshot().TrueForAll(condition);

    /// <summary>The deliveries, oldest first; the list does not change with them.</summary>
    public List<Delivery> Snapshot()
    {
        List<Delivery> deliveries = new(_deliveries.Count);
        for (OutgoingDelivery? next = _deliveries.First; next is Delivery delivery; next = delivery.NextWaiting)
        {
            deliveries.Add(delivery);
        }

        return deliveries;
    }
}
