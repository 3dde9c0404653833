using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Testing.Serving.Transactions;

namespace TypedSender.Testing.Serving;

/// <summary>A link on which a client sends to a queue, or to those that its messages name: grants the credit that the queue's policy says, and settles what came.</summary>
/// <param name="connection">The connection of the link.</param>
/// <param name="broker">The broker, which knows the queues that messages name.</param>
/// <param name="queue">The queue; null where messages name it.</param>
/// <param name="mode">When this side settles.</param>
internal sealed class LinkProducer(ServerConnection connection, InProcessBroker broker, BrokerQueue? queue, ReceiverSettleMode mode) : IReceiverLinkHandler, IOutcomeTeller
{
    // The messages that came unsettled and are not settled at both ends; empty once the link is gone. Under the connection's lock.
    private readonly List<BrokerMessage> _unsettled = [];
    private readonly CreditPolicy _policy = queue?.Credit ?? broker.Options.Credit;

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    /// <summary>The queue; null where messages name it.</summary>
    public BrokerQueue? Queue { get; } = queue;

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

    /// <inheritdoc/>
    /// <remarks>Settled, or, in mode second, for the sender to settle (AMQP 1.0, 2.8.3). Nothing once the link is gone: this broker keeps no delivery beyond its link.</remarks>
    public void Tell(uint first, uint last, DeliveryState? state)
    {
        if (Receiver.Session.IsEnded || !Link.IsOpen)
        {
            return;
        }

        bool isSettled = mode == ReceiverSettleMode.First || state is null;
        Receiver.Session.Settle(first, last, state, isSettled);
        if (isSettled)
        {
            MarkSettled(first, last);
        }
    }

    /// <summary>Deliveries of the session are settled at both ends; under the connection's lock.</summary>
    public void MarkSettled(uint first, uint last) => _unsettled.RemoveAll(message =>
    {
        bool isSettled = SerialNumber.Distance(first, message.DeliveryId) >= 0 && SerialNumber.Distance(message.DeliveryId, last) >= 0;
        if (isSettled)
        {
            message.Delivery!.MarkSettled();
        }

        return isSettled;
    });

    /// <summary>The link is gone: what is unsettled stays so. Under the connection's lock.</summary>
    public void AbandonUnsettled()
    {
        _unsettled.ForEach(static message => message.Delivery!.MarkLost());
        _unsettled.Clear();
    }

    /// <summary>Settles a message that was left in silence; false when it was settled before, or can be no more.</summary>
    public bool SettleLate(BrokerMessage message, Settlement settlement)
    {
        Settlement? decided = settlement;
        IReadOnlyList<BrokerMessage> kept = connection.Split(message, ref decided);
        if (settlement.IsSilent || message.TransactionId is not null || message.Queue?.Store.TryResettle(message, decided!, kept) != true)
        {
            return false;
        }

        bool told = false;
        connection.Enter(() =>
        {
            told = !Receiver.Session.IsEnded && Link.IsOpen && connection.IsRunning;
            if (told)
            {
                Tell(message.DeliveryId, message.DeliveryId, decided!.State);
            }
        });
        return told;
    }

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed) => connection.Events.Close(this);

    void IReceiverLinkHandler.OnCreditChanged(ReceiverLink link) => Replenish();

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        byte[] bytes = payload.ToArray();
        BrokerMessage message = new(bytes, delivery.MessageFormat)
        {
            Queue = Queue ?? FindQueue(bytes, delivery.MessageFormat),
            DeliveryTag = delivery.DeliveryTag.ToArray(),
            IsPresettled = delivery.IsSettled,
            Delivery = new ArrivedDelivery(this, delivery.DeliveryId),
            TransactionId = (delivery.State as TransactionalState)?.TxnId,
        };
        message.Queue?.Store.Number(message);
        connection.Events.Add(new Arrival(message));
        if (!message.IsPresettled && Link.IsOpen)
        {
            _unsettled.Add(message);
        }
        else if (!message.IsPresettled)
        {
            message.Delivery.MarkLost();
        }
    }

    /// <summary>The queue that a message names in its property <c>to</c>; null where there is none.</summary>
    private BrokerQueue? FindQueue(byte[] message, uint messageFormat)
    {
        try
        {
            return messageFormat == 0 && AmqpMessage.Decode(message).Properties?.To is { Length: > 0 } address ? broker.Find(broker.Profile.GetName(address)) : null;
        }
        catch (AmqpDecodeException)
        {
            return null;
        }
    }

    private void Do(Action action) => connection.Enter(() =>
    {
        if (Receiver.IsAttached)
        {
            action();
        }
    });
}
