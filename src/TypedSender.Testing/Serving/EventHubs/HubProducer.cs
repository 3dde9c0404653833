using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>A link on which a client sends to a hub, or to one partition of it. Under the connection's lock, but for <see cref="Detach"/>.</summary>
internal sealed class HubProducer(ServerConnection connection, HubLinks links, BrokerEventHub hub, BrokerPartition? partition) : IReceiverLinkHandler, IOutcomeTeller
{
    private readonly CreditPolicy _policy = hub.Credit;

    public BrokerEventHub Hub { get; } = hub;

    /// <summary>The partition that the link sends to; null if the hub chooses one for each message.</summary>
    public BrokerPartition? Partition { get; } = partition;

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    /// <summary>The link as the engine knows it; set by <see cref="Start"/>.</summary>
    public ReceiverLink Receiver { get; private set; } = null!;

    /// <summary>The link is accepted: grants the first credit.</summary>
    public void Start(ReceiverLink receiver, BrokerLink link)
    {
        Receiver = receiver;
        Link = link;
        if (_policy.Initial > 0)
        {
            Receiver.GrantCredit(_policy.Initial);
        }
    }

    /// <summary>Brings a window of credit back to its size once half of it is used.</summary>
    public void Replenish()
    {
        if (_policy.Replenishes && Receiver.IsAttached && Receiver.Credit <= _policy.Initial / 2)
        {
            Receiver.GrantCredit(_policy.Initial);
        }
    }

    /// <inheritdoc/>
    public void Tell(uint first, uint last, DeliveryState? state)
    {
        if (!Receiver.Session.IsEnded)
        {
            Receiver.Session.Settle(first, last, state);
        }
    }

    /// <summary>Detaches the link from this side. Without the lock.</summary>
    public void Detach(AmqpError error) => connection.Enter(() =>
    {
        Receiver.Detach(closed: true, error);
        links.Close(this);
    });

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed) => links.Close(this);

    void IReceiverLinkHandler.OnCreditChanged(ReceiverLink link) => Replenish();

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
        => links.Add(new HubArrival(this, payload.ToArray(), delivery.MessageFormat, delivery.DeliveryId, delivery.IsSettled));
}

/// <summary>A message that came on a link to a hub: one event, or an envelope of several.</summary>
internal sealed record HubArrival(HubProducer Producer, byte[] Bytes, uint MessageFormat, uint DeliveryId, bool IsSettled);
