using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Notes what an engine tells its owner, and does what a test wants it to do then.</summary>
internal sealed class RecordingHandler : IConnectionObserver, ISenderLinkHandler, IReceiverLinkHandler
{
    public List<string> Events { get; } = [];

    public List<(OutgoingDelivery Delivery, DeliveryState? State)> Settled { get; } = [];

    public List<OutgoingDelivery> Appended { get; } = [];

    public List<(ReceiverLink Link, IncomingDelivery Delivery, byte[] Bytes)> Received { get; } = [];

    public Func<OutgoingDelivery, DeliveryState?>? Overrule { get; set; }

    public Action<Open>? Opened { get; set; }

    public Action<SessionEngine, Attach>? AttachRequested { get; set; }

    public Action<SessionEngine>? SessionBegun { get; set; }

    public Action<SessionEngine>? SessionEnded { get; set; }

    public Action<Link>? CreditChanged { get; set; }

    public Action<ReceiverLink, IncomingDelivery>? MessageReceived { get; set; }

    void IConnectionObserver.OnOpened(in Open open)
    {
        Events.Add($"opened {open.ContainerId}");
        Opened?.Invoke(open);
    }

    void IConnectionObserver.OnClosed(AmqpError? error) => Events.Add($"closed {error?.Condition}".TrimEnd());

    void IConnectionObserver.OnSessionBegun(SessionEngine session)
    {
        Events.Add($"begun {session.Channel}");
        SessionBegun?.Invoke(session);
    }

    void IConnectionObserver.OnSessionEnded(SessionEngine session, AmqpError? error)
    {
        Events.Add($"ended {session.Channel} {error?.Condition}".TrimEnd());
        SessionEnded?.Invoke(session);
    }

    void IConnectionObserver.OnAttachRequested(SessionEngine session, in Attach attach)
    {
        Events.Add($"attach-requested {attach.Name}");
        AttachRequested?.Invoke(session, attach);
    }

    void ISenderLinkHandler.OnAttached(SenderLink link, in Attach attach) => NoteAttached(link);

    void IReceiverLinkHandler.OnAttached(ReceiverLink link, in Attach attach) => NoteAttached(link);

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed) => NoteDetached(link, error, closed);

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed) => NoteDetached(link, error, closed);

    void ISenderLinkHandler.OnCreditChanged(SenderLink link) => CreditChanged?.Invoke(link);

    void IReceiverLinkHandler.OnCreditChanged(ReceiverLink link) => CreditChanged?.Invoke(link);

    DeliveryState ISenderLinkHandler.Decide(OutgoingDelivery delivery, DeliveryState state) => Overrule?.Invoke(delivery) ?? state;

    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state) => Settled.Add((delivery, state));

    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery) => Appended.Add(delivery);

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        Received.Add((link, delivery, payload.ToArray()));
        MessageReceived?.Invoke(link, delivery);
    }

    private void NoteAttached(Link link) => Events.Add($"attached {link.Name}");

    private void NoteDetached(Link link, AmqpError? error, bool closed)
        => Events.Add($"detached {link.Name} {(closed ? "closed" : "kept")} {error?.Condition}".TrimEnd());
}
