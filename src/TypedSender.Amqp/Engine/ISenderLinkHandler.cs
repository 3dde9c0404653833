using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// Takes the reports of an engine on one sending link. <see cref="IConnectionObserver"/> says in which order, under which lock, and what may be called from here.
/// </summary>
internal interface ISenderLinkHandler
{
    /// <summary>The peer answered our attach with a terminus: the link works.</summary>
    /// <remarks>Not called for a link that the peer attached first: that works once it is accepted.</remarks>
    void OnAttached(SenderLink link, in Attach attach)
    {
    }

    /// <summary>
    /// The peer has detached the link, and the answering detach is already in the output; or it answered ours.
    /// Deliveries of the link that are unsettled are the handler's to decide about.
    /// </summary>
    void OnDetached(SenderLink link, AmqpError? error, bool closed);

    /// <summary>
    /// The peer's flow for the link has been taken in. A drain is answered after this, so that what is enqueued now still goes out (AMQP 1.0, 2.6.7).
    /// </summary>
    void OnCreditChanged(SenderLink link)
    {
    }

    /// <summary>All that was to be settled of the attachment before has been appended (<see cref="LinkTakeover"/>).</summary>
    void OnTakeoverSettled(SenderLink link)
    {
    }

    /// <summary>
    /// The last frame of a delivery that waited in <see cref="SenderLink.Queue"/> has been appended to the output. A drain is answered after this, so that what is enqueued now still
    /// goes out. Not called for what <see cref="SenderLink.Append"/> and <see cref="SenderLink.TryAppendSettled"/> append.
    /// </summary>
    void OnAppended(OutgoingDelivery delivery);

    /// <summary>
    /// Decides about an outcome that the peer has given without settling: returns the state to settle the delivery with, the same or another one. <see cref="OnSettled"/> and the
    /// peer get that state (AMQP 1.0, 2.6.12). Call nothing of the engine from here.
    /// </summary>
    DeliveryState Decide(OutgoingDelivery delivery, DeliveryState state) => state;

    /// <summary>
    /// The peer has settled a delivery or given its outcome; <paramref name="state"/> is null when it settled without saying how. It is no longer among the unsettled.
    /// Call nothing of the engine from here: further deliveries of the same disposition may follow.
    /// </summary>
    void OnSettled(OutgoingDelivery delivery, DeliveryState? state);
}
