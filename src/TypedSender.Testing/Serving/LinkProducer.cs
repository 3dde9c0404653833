using TypedSender.Amqp.Engine;

namespace TypedSender.Testing.Serving;

/// <summary>A link on which a client sends to a queue: grants the credit that the queue's policy says, and settles what came.</summary>
internal sealed class LinkProducer(ServerConnection connection, BrokerQueue queue) : IReceiverLinkHandler
{
    private readonly CreditPolicy _policy = queue.Credit;

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    public BrokerQueue Queue { get; } = queue;

    /// <summary>The link as the engine knows it; set by <see cref="Start"/>.</summary>
    public ReceiverLink Receiver { get; private set; } = null!;

    /// <summary>The link is accepted: grants the first credit. Under the connection's lock.</summary>
    public void Start(ReceiverLink receiver, BrokerLink link)
    {
        Receiver = receiver;
        Link = link;
        if (_policy.Initial > 0)
        {
            Receiver.GrantCredit(_policy.Initial);
        }
    }

    /// <summary>Brings a window of credit back to its size once half of it is used; under the connection's lock.</summary>
    public void Replenish()
    {
        if (_policy.Replenishes && Receiver.IsAttached && Receiver.Credit <= _policy.Initial / 2)
        {
            Receiver.GrantCredit(_policy.Initial);
        }
    }

    public void Grant(uint credit) => Do(() => Receiver.GrantCredit((uint)Math.Min((long)Receiver.Credit + credit, uint.MaxValue)));

    public void Revoke() => Do(() => Receiver.GrantCredit(0));

    public void Drain() => Do(() => Receiver.GrantCredit(Receiver.Credit, drain: true));

    public void Echo() => Do(() => Receiver.GrantCredit(Receiver.Credit, echo: true));

    public void Detach(AmqpError error) => Do(() =>
    {
        Receiver.Detach(closed: true, error);
        connection.Events.Close(this);
    });

    /// <summary>Settles a message that was left in silence; false when it was settled before, or can be no more.</summary>
    public bool SettleLate(BrokerMessage message, Settlement settlement)
    {
        Settlement? decided = settlement;
        IReadOnlyList<BrokerMessage> kept = connection.Split(message, ref decided);
        if (settlement.IsSilent || !Queue.Store.TryResettle(message, decided!, kept))
        {
            return false;
        }

        bool told = false;
        connection.Enter(() =>
        {
            told = !Receiver.Session.IsEnded && connection.IsRunning;
            if (told)
            {
                Receiver.Session.Settle(message.DeliveryId, message.DeliveryId, decided!.State);
            }
        });
        return told;
    }

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed) => connection.Events.Close(this);

    void IReceiverLinkHandler.OnCreditChanged(ReceiverLink link) => Replenish();

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        BrokerMessage message = new(payload.ToArray(), delivery.MessageFormat)
        {
            DeliveryTag = delivery.DeliveryTag.ToArray(),
            IsPresettled = delivery.IsSettled,
            Producer = this,
            DeliveryId = delivery.DeliveryId,
        };
        Queue.Store.Number(message);
        connection.Events.Add(message);
    }

    private void Do(Action action) => connection.Enter(() =>
    {
        if (Receiver.IsAttached)
        {
            action();
        }
    });
}
