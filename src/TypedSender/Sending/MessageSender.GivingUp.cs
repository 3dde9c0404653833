using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>How a send ends before the peer has decided: its token was cancelled, or its deadline passed.</summary>
public sealed partial class MessageSender
{
    /// <summary>The caller's token has been cancelled.</summary>
    internal void OnCanceled(Delivery delivery)
    {
        AmqpTransport? transport;
        WriteRequest write = WriteRequest.None;
        lock (_core.Gate)
        {
            if (delivery.IsDecided)
            {
                return;
            }

            GiveUp(delivery, SendErrors.Canceled(Address, GetProgress(delivery)));
            transport = _connection?.Transport;
            write = transport?.RequestWrite(preferInline: false) ?? WriteRequest.None;
        }

        transport?.Perform(write);
    }

    /// <summary>The deadline of a delivery has passed. Under the lock, on the timer's thread.</summary>
    internal void OnExpired(Delivery delivery)
    {
        Gates.AssertHeld(_core.Gate);
        GiveUp(delivery, _core.Pool.Explain(SendErrors.TimedOut(Address, GetProgress(delivery), _sendTimeout, _link is { IsAttached: true } ? null : WhyNotOpen)));
        _connection?.RequestWrite();
    }

    /// <summary>Takes back what has not wholly been appended. What has been stays tracked until the peer decides, so that its credit and id are not used twice.</summary>
    private void GiveUp(Delivery delivery, SendFailure failure)
    {
        Gates.AssertHeld(_core.Gate);
        if (delivery.Phase is DeliveryPhase.Waiting or DeliveryPhase.Partial)
        {
            Withdraw(delivery);
            Settle(delivery, failure.NotSent());
        }
        else if (delivery.Phase == DeliveryPhase.Resting)
        {
            GiveUpResting(delivery, failure.NotSent());
        }
        else if (delivery.TryDecide(failure.Indeterminate()) && delivery.Link is { } link)
        {
            _unanswered.OnAbandoned(link);
        }

        _core.FlushDecided();
    }

    private void Withdraw(Delivery delivery)
    {
        if (_link is { } link)
        {
            link.Withdraw(delivery);
        }
        else
        {
            _queue.Remove(delivery);
            delivery.ReleasePayload();
            delivery.Phase = DeliveryPhase.Settled;
        }
    }

    /// <summary>What a send does, and, where the peer may be the cause, what it owes. Under the lock.</summary>
    private SendProgress GetProgress(Delivery delivery)
    {
        Gates.AssertHeld(_core.Gate);
        SendPhase phase = GetPhase(delivery);
        bool waitsForPeer = phase is SendPhase.Queued or SendPhase.WaitingForCredit or SendPhase.WaitingForSessionWindow or SendPhase.MaxInFlightReached;
        return waitsForPeer && _link is { InFlight: > 0 } link && delivery.Phase == DeliveryPhase.Waiting ? new SendProgress(phase, link.InFlight, GetUnsettledTime()) : phase;
    }

    /// <summary>How long ago the oldest message that lacks a verdict was given to its send method; null when there is none, or its time is not kept.</summary>
    private TimeSpan? GetUnsettledTime() => _sendTimeout != Timeout.InfiniteTimeSpan && _link?.FindOldestUnsettled() is Delivery oldest
        ? _core.Deadlines.GetElapsedTime(oldest.DeadlineNode.DueTick, _sendTimeout)
        : null;

    private SendPhase GetPhase(Delivery delivery)
    {
        if (delivery.Phase == DeliveryPhase.Resting)
        {
            return SendPhase.Resting;
        }

        if (delivery.Phase is not (DeliveryPhase.Waiting or DeliveryPhase.Partial))
        {
            return SendPhase.WaitingForOutcome;
        }

        if (_link is not { IsAttached: true } link)
        {
            return GetOpeningPhase();
        }

        bool isFirst = _queue.First == delivery;
        if (link.InFlight >= link.MaxInFlight && delivery.Phase == DeliveryPhase.Waiting)
        {
            return SendPhase.MaxInFlightReached;
        }

        if (link.Credit == 0 && delivery.Phase == DeliveryPhase.Waiting)
        {
            return SendPhase.WaitingForCredit;
        }

        return isFirst && link.Session.RemoteIncomingWindow == 0 ? SendPhase.WaitingForSessionWindow : SendPhase.Queued;
    }

    /// <summary>What a send does that waits for the link. Under the lock.</summary>
    private SendPhase GetOpeningPhase() => (_core.Keeper.Ready, _core.Keeper.HasConnected, _hasAttached) switch
    {
        (null, false, _) => SendPhase.Connecting,
        (null, true, _) => SendPhase.Reconnecting,
        (_, _, false) => SendPhase.Attaching,
        _ => SendPhase.Reattaching,
    };
}
