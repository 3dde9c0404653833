using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing.Serving;

/// <summary>A link on which a client receives from a queue. All but <see cref="OnAssigned"/> is called under the connection's lock.</summary>
internal sealed class LinkConsumer(ServerConnection connection, BrokerQueue queue, ServerProfile profile, in Attach attach) : QueueConsumer, ISenderLinkHandler
{
    // What lies on the link is copied; the rest waits by reference.
    private const int MaxOnLink = 32;

    private readonly HashSet<ServerDelivery> _unsettled = [];

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    public BrokerQueue Queue { get; } = queue;

    /// <summary>The receiver's attach.</summary>
    public Attach Attach { get; } = attach;

    public override bool SendsSettled => Attach.SndSettleMode == SenderSettleMode.Settled;

    /// <summary>The link as the engine knows it; set by <see cref="Start"/>.</summary>
    public SenderLink Sender { get; private set; } = null!;

    public override void OnAssigned() => connection.Schedule();

    /// <summary>The link is accepted: messages may be assigned to it.</summary>
    public void Start(SenderLink sender, BrokerLink link)
    {
        Sender = sender;
        Link = link;
        Queue.Store.Add(this);
    }

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed) => connection.Events.Close(this);

    /// <summary>The receiver has changed its credit: what exceeds it goes back to the queue, what it allows comes from there.</summary>
    void ISenderLinkHandler.OnCreditChanged(SenderLink link)
    {
        int allowed = (int)Math.Min(Sender.Credit, int.MaxValue);
        int place = 0;
        for (OutgoingDelivery? waiting = Sender.Queue.First; waiting is not null;)
        {
            OutgoingDelivery? next = waiting.NextWaiting;
            if (waiting.Phase == DeliveryPhase.Waiting && place++ >= allowed)
            {
                Sender.Withdraw(waiting);
                Finish((ServerDelivery)waiting, Released.Instance);
            }

            waiting = next;
        }

        Queue.Store.SetCredit(this, Sender.Credit, Sender.Queue.Count);
        Fetch();
    }

    /// <summary>Brings what the queue has assigned onto the link.</summary>
    public void Fetch()
    {
        while (Sender.IsAttached && Sender.Queue.Count < MaxOnLink && Queue.Store.Fetch(this) is { } message)
        {
            ServerDelivery delivery = profile.CreateDelivery(message, this);
            delivery.IsPresettled = SendsSettled;
            delivery.Phase = DeliveryPhase.Waiting;
            delivery.MessageFormat = message.MessageFormat;
            _unsettled.Add(delivery);
            Sender.Queue.Enqueue(delivery);
            Sender.OnEnqueued();
        }
    }

    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery)
    {
        if (delivery.IsPresettled)
        {
            Finish((ServerDelivery)delivery, Accepted.Instance);
        }

        // Before the engine looks whether the link is empty: a drain is answered only when the queue is.
        Fetch();
    }

    DeliveryState ISenderLinkHandler.Decide(OutgoingDelivery delivery, DeliveryState state)
    {
        DeliveryState decided = Queue.Store.Decide((ServerDelivery)delivery, state);
        if (!ReferenceEquals(decided, state))
        {
            // The store has done what there is to do.
            _unsettled.Remove((ServerDelivery)delivery);
        }

        return decided;
    }

    // What a receiver decides within a transaction is not served: the message goes back.
    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state) => Finish((ServerDelivery)delivery, state is TransactionalState ? Released.Instance : state);

    /// <summary>Detaches the link from this side; called outside the lock.</summary>
    public void Detach(AmqpError error) => connection.Enter(() =>
    {
        Sender.Detach(closed: true, error);
        connection.Events.Close(this);
    });

    /// <summary>The link is gone: what was not settled goes back to the queue.</summary>
    public void Close()
    {
        while (Sender.Queue.First is { } waiting)
        {
            Sender.Queue.Remove(waiting);
            waiting.ReleasePayload();
        }

        Queue.Store.Remove(this, _unsettled);
        _unsettled.Clear();
    }

    private void Finish(ServerDelivery delivery, DeliveryState? state)
    {
        if (_unsettled.Remove(delivery))
        {
            Queue.Store.Settle(this, delivery, state);
            Queue.Life?.Look();
        }
    }
}

/// <summary>One delivery of a message to a receiver.</summary>
internal sealed class ServerDelivery(BrokerMessage message) : OutgoingDelivery
{
    public BrokerMessage Message { get; } = message;
}
