using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>A link on which a client receives the replies of a node. Under the connection's lock, but for <see cref="Detach"/>.</summary>
internal sealed class NodeReplyLink(ServerConnection connection, NodeLinks links, BrokerNode node, string? target, bool sendsSettled) : ISenderLinkHandler
{
    public BrokerNode Node { get; } = node;

    /// <summary>The address of the client's end: what its requests name as their reply-to.</summary>
    public string? Target { get; } = target;

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    /// <summary>The link as the engine knows it; set by <see cref="Start"/>.</summary>
    public SenderLink Sender { get; private set; } = null!;

    public void Start(SenderLink sender, BrokerLink link)
    {
        Sender = sender;
        Link = link;
    }

    /// <summary>Sends a reply as soon as the client has credit for it.</summary>
    public void Send(byte[] reply)
    {
        ReplyDelivery delivery = new() { IsPresettled = sendsSettled, Phase = DeliveryPhase.Waiting };
        delivery.Hold(reply);
        Sender.Queue.Enqueue(delivery);
        Sender.OnEnqueued();
    }

    /// <summary>Drops the replies that the client had no credit for.</summary>
    public void DropWaiting()
    {
        while (Sender.Queue.First is { } waiting)
        {
            Sender.Queue.Remove(waiting);
            waiting.ReleasePayload();
        }
    }

    /// <summary>Detaches the link from this side.</summary>
    public void Detach(AmqpError error) => connection.Enter(() =>
    {
        Sender.Detach(closed: true, error);
        links.Close(this);
    });

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed) => links.Close(this);

    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery)
    {
    }

    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state)
    {
    }

    private sealed class ReplyDelivery : OutgoingDelivery
    {
    }
}
