using TypedSender.Amqp;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>Messages whose body is a stream: see <see cref="StreamGathering"/>.</summary>
internal sealed partial class TransportAdapter
{
    /// <summary>Whether the body of a message is being read. Under the lock.</summary>
    public bool IsGathering(Delivery delivery, long number) => IsUnderWay(delivery, number) && delivery.Phase == DeliveryPhase.Waiting;

<<<<<<< HEAD
    /// <summary>Counts what has been read of a body among what waits; ends the send, and returns false, when that is more than a limit allows. Under the lock.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="gathered">The bytes of the message so far.</param>
    /// <param name="count">How many more there are.</param>
    public bool TryCountGathered(Delivery delivery, long gathered, int count)
    {
        if (Refuse(Math.Max(delivery.Length, gathered + count), count, CancellationToken.None) is { } failure)
        {
            FailGathering(delivery, failure);
            return false;
        }

        delivery.PendingCost += count;
        Domain.PendingBytes += count;
        return true;
    }

    /// <summary>Ends a send while the body of its message is being read. Under the lock.</summary>
    public void FailGathering(Delivery delivery, SendFailure failure)
    {
        SettleUnderWay(delivery, failure.NotSent());
        Domain.FlushCompletions();
    }

    /// <summary>Gives a message to the transport whose body has been read. Without the lock.</summary>
    public void SendGathered(Delivery delivery, SendTicket ticket, AmqpBuffer message)
    {
        EncodedMessage encoded;
        lock (Domain.Lock)
        {
            if (!IsGathering(delivery, ticket.Number))
            {
                return;
            }

            delivery.ReleasePayload();
            long cost = PendingCost.OfCopy(message.TotalLength, Domain.Settings.MaxPendingBytes);
            if (Refuse(message.TotalLength, cost, CancellationToken.None) is { } failure)
            {
                delivery.PendingCost = 0;
                FailGathering(delivery, failure);
                return;
            }

            encoded = new EncodedMessage(Hold(delivery, message, cost), delivery.MessageFormat, delivery.IsPresettled);
            delivery.Phase = DeliveryPhase.Appended;
        }

        Send(delivery, ticket, encoded);
    }

=======
>>>>>>> stream
    /// <summary>Begins to read the body of a message. Under the lock.</summary>
    private void Gather(Delivery delivery, ref AmqpBuffer? buffer, long due, in SendTrace trace)
    {
        var gathering = new StreamGathering(this);
<<<<<<< HEAD
        var message = new StreamedMessage(Domain, gathering, delivery, buffer!);
        buffer = null;
        delivery.Hold(message, StreamPieces.Capacity);
        Domain.PendingBytes += StreamPieces.Capacity;
        SendTicket ticket = Begin(delivery, DeliveryPhase.Waiting);
        delivery.Track(in trace);
        StartDeadline(delivery, due);
        gathering.Begin(message, ticket);
=======
        Keep(delivery, ref buffer, StreamPieces.Capacity, gathering);
        gathering.Begin(delivery, Begin(delivery, DeliveryPhase.Waiting, due, in trace));
>>>>>>> stream
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
