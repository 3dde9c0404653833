using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>How far a send had come when it ended.</summary>
/// <param name="Phase">What it was doing.</param>
/// <param name="Unsettled">How many messages of the same link had been sent before it and lacked the peer's outcome.</param>
/// <param name="UnsettledFor">How long ago the oldest of these was given to its send method; null when that is not known.</param>
internal readonly record struct SendProgress(SendPhase Phase, int Unsettled = 0, TimeSpan? UnsettledFor = null)
{
    public static implicit operator SendProgress(SendPhase phase) => new(phase);

    /// <summary>The phase of a send, and, where the peer may be the cause, the messages that it has not settled. Under the lock.</summary>
    public static SendProgress Of(Delivery delivery, SendQueue queue)
    {
        AdaptiveLock.AssertHeld(queue.Domain.Lock);
        SendPhase phase = GetPhase(delivery, queue);
        bool waitsForPeer = phase is SendPhase.Queued or SendPhase.WaitingForCredit or SendPhase.WaitingForSessionWindow or SendPhase.MaxInFlightReached;
        return waitsForPeer && queue.Link.Current is { InFlight: > 0 } link && delivery.Phase == DeliveryPhase.Waiting
            ? new SendProgress(phase, link.InFlight, queue.Link.Watchdog.GetUnsettledTime())
            : phase;
    }

    private static SendPhase GetPhase(Delivery delivery, SendQueue queue)
    {
        if (delivery.Phase == DeliveryPhase.WaitingForResend)
        {
            return SendPhase.WaitingForResend;
        }

        if (delivery.Phase is not (DeliveryPhase.Waiting or DeliveryPhase.Partial))
        {
            return SendPhase.WaitingForOutcome;
        }

        if (queue.Link.Current is not { IsAttached: true } link)
        {
            return queue.Link.GetOpeningPhase();
        }

        if (delivery.Phase == DeliveryPhase.Waiting)
        {
            if (link.InFlight >= link.MaxInFlight)
            {
                return SendPhase.MaxInFlightReached;
            }

            if (link.Credit == 0)
            {
                return SendPhase.WaitingForCredit;
            }
        }

        return queue.Waiting.First == delivery && link.Session.RemoteIncomingWindow == 0 ? SendPhase.WaitingForSessionWindow
            : delivery.IsReading ? SendPhase.ReadingStream
            : SendPhase.Queued;
    }
}
