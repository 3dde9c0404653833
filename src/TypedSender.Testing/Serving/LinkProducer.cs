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
/// <param name="unsettled">The deliveries that are not settled at both ends.</param>
internal sealed class LinkProducer(ServerConnection connection, InProcessBroker broker, BrokerQueue? queue, ReceiverSettleMode mode, UnsettledMessages unsettled) : IReceiverLinkHandler, IOutcomeTeller
{
    private readonly CreditPolicy _policy = queue?.Credit ?? broker.Options.Credit;

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    /// <summary>The queue; null where messages name it.</summary>
    public BrokerQueue? Queue { get; } = queue;

    /// <summary>The link as the engine knows it; set by <see cref="Start"/>.</summary>
    public ReceiverLink Receiver { get; private set; } = null!;

    /// <summary>Whether the broker's attach left unsettled deliveries out, so that only resumed ones may come (AMQP 1.0, 2.7.3).</summary>
    public bool IsIncomplete { get; set; }

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

    public void Detach(AmqpError error) => Do(() => CloseWith(error));

    /// <summary>Reports the outcome of one delivery, from any thread; false when the link is gone.</summary>
    public bool Report(uint id, DeliveryState? state)
    {
        bool isOpen = false;
        connection.Enter(() =>
        {
            isOpen = !Receiver.Session.IsEnded && Link.IsOpen && connection.IsRunning;
            if (isOpen)
            {
                Tell(id, id, state);
            }
        });
        return isOpen;
    }

    /// <inheritdoc/>
    /// <remarks>Settled, or, in mode second, for the sender to settle (AMQP 1.0, 2.8.3). Nothing once the link is gone.</remarks>
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
    public void MarkSettled(uint first, uint last) => unsettled.MarkSettled(
        message => message.Producer == this && SerialNumber.Distance(first, message.DeliveryId) >= 0 && SerialNumber.Distance(message.DeliveryId, last) >= 0);

    /// <summary>The link is gone: what is unsettled stays so, unless it is kept for the next link. Under the connection's lock.</summary>
    public void AbandonUnsettled()
    {
        if (!unsettled.IsKept)
        {
            unsettled.Abandon();
        }
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

        (LinkProducer producer, uint id) = message.Delivery!.Decide(decided!.State);
        return producer.Report(id, decided.State) || (unsettled.IsKept && unsettled.Contains(message));
    }

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed)
    {
        if (closed)
        {
            Forget();
        }

        connection.Events.Close(this);
    }

    void IReceiverLinkHandler.OnCreditChanged(ReceiverLink link) => Replenish();

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        if (delivery.IsResumed)
        {
            Resume(delivery);
            return;
        }

        if (IsIncomplete)
        {
            CloseWith(new AmqpError { Condition = AmqpErrorConditions.IllegalState, Description = "a new delivery came on a link whose unsettled map was incomplete; detach it and attach it again" });
            return;
        }

        byte[] bytes = payload.ToArray();
        BrokerMessage message = new(bytes, delivery.MessageFormat)
        {
            Queue = Queue ?? FindQueue(bytes, delivery.MessageFormat),
            DeliveryTag = delivery.DeliveryTag.ToArray(),
            IsPresettled = delivery.IsSettled,
            Delivery = new ArrivedDelivery(this, delivery.DeliveryId),
            TransactionId = (delivery.State as TransactionalState)?.TxnId,
        };
        if (message.IsPresettled || unsettled.TryAdd(this, message))
        {
            message.Queue?.Store.Number(message);
            connection.Events.Add(new Arrival(message));
        }
    }

    /// <summary>A delivery of an earlier attachment goes on here. One that is not unsettled is ignored (AMQP 1.0, 2.7.5, resume); of the others, the message is here already.</summary>
    private void Resume(in IncomingDelivery delivery)
    {
        if (unsettled.Find(delivery.DeliveryTag) is not { } message)
        {
            return;
        }

        if (delivery.IsSettled)
        {
            unsettled.MarkSettled(each => each == message);
        }
        else if (message.Delivery!.Resume(this, delivery.DeliveryId))
        {
            Tell(delivery.DeliveryId, delivery.DeliveryId, message.Delivery.Outcome);
        }
    }

    private void CloseWith(AmqpError error)
    {
        Receiver.Detach(closed: true, error);
        Forget();
        connection.Events.Close(this);
    }

    private void Forget() => broker.Termini.Close(Link.Connection.ContainerId, Link.Name, unsettled);

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
