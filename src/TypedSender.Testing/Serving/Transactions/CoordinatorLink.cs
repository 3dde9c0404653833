using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.Transactions;

/// <summary>A control link: one on which a client declares and discharges transactions (AMQP 1.0, 4.1).</summary>
internal sealed class CoordinatorLink(ServerConnection connection, Coordination coordination) : IReceiverLinkHandler, IOutcomeTeller
{
    private const uint CreditWindow = 100;

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    /// <summary>The link as the engine knows it; set by <see cref="Start"/>.</summary>
    public ReceiverLink Receiver { get; private set; } = null!;

    /// <summary>The link is accepted: grants the first credit. Under the connection's lock.</summary>
    public void Start(ReceiverLink receiver, BrokerLink link)
    {
        Receiver = receiver;
        Link = link;
        Receiver.GrantCredit(CreditWindow);
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
        coordination.Close(this);
    });

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed) => coordination.Close(this);

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        if (link.Credit <= CreditWindow / 2)
        {
            link.GrantCredit(CreditWindow);
        }

        if (delivery.IsSettled)
        {
            // The client has to receive and interpret the outcome (AMQP 1.0, 4.2 and 4.3).
            link.Detach(closed: true, EngineError.Make(AmqpErrorConditions.NotAllowed, "a declare or discharge must not be sent settled"));
            coordination.Close(this);
            return;
        }

        connection.Events.Add(new Arrival(new CoordinatorRequest(this, payload.ToArray(), delivery.DeliveryId)));
    }
}

/// <summary>A message on a control link.</summary>
/// <param name="Link">The link.</param>
/// <param name="Message">The message, encoded.</param>
/// <param name="DeliveryId">The number of the delivery in its session.</param>
internal sealed record CoordinatorRequest(CoordinatorLink Link, byte[] Message, uint DeliveryId);
