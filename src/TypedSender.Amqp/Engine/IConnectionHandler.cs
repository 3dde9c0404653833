using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// What an engine tells its owner. Every call comes from inside a call into the engine, so under the owner's lock: note what happened, run no user code.
/// </summary>
internal interface IConnectionHandler
{
    /// <summary>The peer's open has come.</summary>
    void OnOpened(in Open open);

    /// <summary>The peer has closed the connection; the answering close is already in the output.</summary>
    void OnClosed(AmqpError? error);

    /// <summary>A session works both ways: the peer answered our begin, or began one itself (then it is answered already).</summary>
    void OnSessionBegun(SessionEngine session);

    /// <summary>The peer has ended a session; the answering end is already in the output. Its links are dead, and their deliveries with them.</summary>
    void OnSessionEnded(SessionEngine session, AmqpError? error);

    /// <summary>The peer attaches a link of its own: answer with one of the session's Accept methods or with <see cref="SessionEngine.RefuseAttach"/>.</summary>
    void OnAttachRequested(SessionEngine session, in Attach attach);

    /// <summary>The peer answered our attach with a terminus: the link works.</summary>
    void OnAttached(Link link, in Attach attach);

    /// <summary>The peer has detached a link; the answering detach is already in the output.</summary>
    void OnDetached(Link link, AmqpError? error, bool closed);

    /// <summary>
    /// A flow for the link has been taken in. On a sending link this comes before a drain is answered, so that what is enqueued now still goes out (AMQP 1.0, 2.6.7).
    /// </summary>
    void OnCreditChanged(Link link)
    {
    }

    /// <summary>The peer has decided about a delivery; <paramref name="state"/> is null when it settled without saying how.</summary>
    void OnSettled(OutgoingDelivery delivery, DeliveryState? state);

    /// <summary>The last frame of a waiting delivery has been appended to the output.</summary>
    void OnAppended(OutgoingDelivery delivery);

    /// <summary>A whole message has come. The payload is valid during the call only.</summary>
    void OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload);

    /// <summary>The sender says of deliveries it sent us that it settles them.</summary>
    void OnSenderSettled(SessionEngine session, uint first, uint last);
}
