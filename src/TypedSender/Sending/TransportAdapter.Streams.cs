using TypedSender.Amqp;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>Messages whose body is a stream: see <see cref="StreamGathering"/>.</summary>
internal sealed partial class TransportAdapter
{
    /// <summary>Whether the body of a message is being read. Under the lock.</summary>
    public bool IsGathering(Delivery delivery, long number) => IsUnderWay(delivery, number) && delivery.Phase == DeliveryPhase.Waiting;

    /// <summary>Begins to read the body of a message. Under the lock.</summary>
    private void Gather(Delivery delivery, ref AmqpBuffer? buffer, long due, in SendTrace trace)
    {
        var gathering = new StreamGathering(this);
        Keep(delivery, ref buffer, StreamPieces.Capacity, gathering);
        SendTicket ticket = Begin(delivery, DeliveryPhase.Waiting);
        delivery.Track(in trace);
        StartDeadline(delivery, due);
        gathering.Begin(delivery, ticket);
    }

    /// <summary>Gives up reading the body of a message; false when the transport has the message. Without the lock.</summary>
    private bool TryStopGathering(Delivery delivery, long number)
    {
        lock (Domain.Lock)
        {
            bool isGathering = IsGathering(delivery, number);
            if (isGathering)
            {
                delivery.Phase = DeliveryPhase.Settled;
            }

            return isGathering;
        }
    }
}
