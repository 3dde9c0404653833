using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// Takes the reports of an engine on one receiving link. <see cref="IConnectionObserver"/> says in which order, under which lock, and what may be called from here.
/// </summary>
internal interface IReceiverLinkHandler
{
    /// <summary>The peer answered our attach with a terminus: the link works.</summary>
    /// <remarks>Not called for a link that the peer attached first: that works once it is accepted.</remarks>
    void OnAttached(ReceiverLink link, in Attach attach)
    {
    }

    /// <summary>The peer has detached the link, and the answering detach is already in the output; or it answered ours.</summary>
    void OnDetached(ReceiverLink link, AmqpError? error, bool closed);

    /// <summary>
    /// The peer's flow for the link has been taken in, and answered if it asked for that, or a delivery was aborted: the sender may have used up credit without sending
    /// (AMQP 1.0, 2.6.7 and 2.7.5).
    /// </summary>
    void OnCreditChanged(ReceiverLink link)
    {
    }

    /// <summary>A whole message has come. The payload is valid during the call only.</summary>
    void OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload);
}
