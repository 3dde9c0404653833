using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The messages of a sender that are kept until the peer has settled them (<see cref="MessageRetention.UntilSettled"/>), and what is done about them, and about those that are not kept, when the
/// link is lost. What is sent again goes ahead of what waits, in the order in which it was appended. Under the lock.
/// </summary>
/// <param name="address">The address of the sender.</param>
/// <param name="settings">The options of the sender.</param>
/// <param name="modes">Whether messages are sent settled: such a message is not kept.</param>
/// <param name="waiting">The messages that wait to be appended.</param>
/// <param name="resumption">What is known of the deliveries of a link once another one is attached; null for nothing.</param>
internal sealed class RetainedMessages(string address, SenderSettings settings, SettleModes modes, DeliveryQueue waiting, LinkResumption? resumption)
{
    private readonly bool _isRetaining = settings.Retention == MessageRetention.UntilSettled && !modes.IsPresettled;
    private readonly bool _retriesIndeterminate = settings.RetryIndeterminate;
    private readonly DeliveryQueue _returned = new();

    /// <summary>Whether a message is kept until the peer has settled it: a transaction ends with its connection, and so do its messages.</summary>
    public bool Retains(in SendOptions options) => _isRetaining && !modes.IsSettled(options) && options.Transaction is null;

    /// <summary>A delivery that had been appended to a link, session or connection that is lost: the oldest one first.</summary>
    public void OnAppendedLost(Delivery delivery, SendFailure failure, long startedOffset)
    {
        AdaptiveLock.AssertHeld(delivery.Transport.Domain.Lock);
        if (delivery.Phase != DeliveryPhase.Appended)
        {
            return;
        }

        // The peer may have a delivery that is resumed from the attachment before.
        bool hasLeft = delivery.EndOffset <= startedOffset || delivery.IsResumed;
        bool isOpen = delivery.IsHeld && !delivery.HasOutcome;
        if (isOpen && hasLeft && resumption?.TrySuspend(delivery, failure) == true)
        {
            return;
        }

        delivery.IsResumed = false;
        if (isOpen && (!hasLeft || _retriesIndeterminate))
        {
            delivery.Resend.OnLost(hasLeft);
            delivery.Rewind();
            _returned.Enqueue(delivery);
            return;
        }

        delivery.Phase = DeliveryPhase.Settled;
        SendFailure lost = SendErrors.Lost(address, failure, hasLeft);
        delivery.Settle(hasLeft ? lost.Indeterminate() : lost.NotSent());
    }

    /// <summary>The link is lost: a partly sent delivery is sent from its start on the next link, unless its start is gone.</summary>
    public void OnLinkLeft(SendFailure? failure)
    {
        if (waiting.First is Delivery { Phase: DeliveryPhase.Partial } begun)
        {
            // Its last frame has not been appended, so the peer has no whole message (AMQP 1.0, 2.6.14).
            if (begun.IsStreamed)
            {
                waiting.Remove(begun);
                begun.Phase = DeliveryPhase.Settled;
                begun.Settle((failure is null ? SendErrors.Closed(address, hasLeft: false) : SendErrors.Lost(address, failure, hasLeft: false)).NotSent());
            }
            else
            {
                begun.Rewind();
            }
        }

        waiting.Prepend(_returned);
    }

    /// <summary>Has a message wait: behind the others, or ahead of those that have not been begun.</summary>
    public void Requeue(Delivery delivery, bool isAhead)
    {
        (isAhead ? _returned : waiting).Enqueue(delivery);
        waiting.Prepend(_returned);
    }
}
