using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Notes what an engine tells its owner, and does what a test wants it to do then.</summary>
internal sealed class RecordingHandler : IConnectionHandler
{
    public List<string> Events { get; } = [];

    public List<(OutgoingDelivery Delivery, DeliveryState? State)> Settled { get; } = [];

    public List<OutgoingDelivery> Appended { get; } = [];

    public List<(ReceiverLink Link, IncomingDelivery Delivery, byte[] Octets)> Received { get; } = [];

    public Action<Open>? Opened { get; set; }

    public Action<SessionEngine, Attach>? AttachRequested { get; set; }

    public Action<SessionEngine>? SessionBegun { get; set; }

    public Action<SessionEngine>? SessionEnded { get; set; }

    public Action<Link>? CreditChanged { get; set; }

    public Action<ReceiverLink, IncomingDelivery>? MessageReceived { get; set; }

    void IConnectionHandler.OnOpened(in Open open)
    {
        Events.Add($"opened {open.ContainerId}");
        Opened?.Invoke(open);
    }

    void IConnectionHandler.OnClosed(AmqpError? error) => Events.Add($"closed {error?.Condition}".TrimEnd());

    void IConnectionHandler.OnSessionBegun(SessionEngine session)
    {
        Events.Add($"begun {session.Channel}");
        SessionBegun?.Invoke(session);
    }

    void IConnectionHandler.OnSessionEnded(SessionEngine session, AmqpError? error)
    {
        Events.Add($"ended {session.Channel} {error?.Condition}".TrimEnd());
        SessionEnded?.Invoke(session);
    }

    void IConnectionHandler.OnAttachRequested(SessionEngine session, in Attach attach)
    {
        Events.Add($"attach-requested {attach.Name}");
        AttachRequested?.Invoke(session, attach);
    }

    void IConnectionHandler.OnAttached(Link link, in Attach attach) => Events.Add($"attached {link.Name}");

    void IConnectionHandler.OnDetached(Link link, AmqpError? error, bool closed)
        => Events.Add($"detached {link.Name} {(closed ? "closed" : "kept")} {error?.Condition}".TrimEnd());

    void IConnectionHandler.OnCreditChanged(Link link) => CreditChanged?.Invoke(link);

    void IConnectionHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state) => Settled.Add((delivery, state));

    void IConnectionHandler.OnAppended(OutgoingDelivery delivery) => Appended.Add(delivery);

    void IConnectionHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        Received.Add((link, delivery, payload.ToArray()));
        MessageReceived?.Invoke(link, delivery);
    }

    void IConnectionHandler.OnSenderSettled(SessionEngine session, uint first, uint last) => Events.Add($"sender-settled {first}-{last}");
}
