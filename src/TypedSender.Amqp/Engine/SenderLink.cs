using System.Diagnostics;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>The sending end of a link: its credit, and the gates that a delivery passes on its way into the output.</summary>
/// <param name="session">The session.</param>
/// <param name="name">The name of the link.</param>
/// <param name="handle">Its handle on this side.</param>
/// <param name="queue">What waits to be sent.</param>
/// <param name="handler">The handler of its events.</param>
/// <param name="takeover">What it takes over from the attachment before; null for nothing.</param>
internal sealed class SenderLink(SessionEngine session, string name, uint handle, DeliveryQueue queue, ISenderLinkHandler handler, LinkTakeover? takeover = null) : Link(session, name, handle)
{
    private uint _deliveryCount = session.InitialDeliveryCount;
    private uint? _pendingAbort;
    private OutgoingDelivery? _oldestUnsettled;

    public override Role Role => Role.Sender;

    /// <summary>The deliveries that wait to be sent on this link; the queue belongs to the owner and may outlive the link.</summary>
    public DeliveryQueue Queue { get; } = queue;

    /// <summary>The handler of the events of this link.</summary>
    public ISenderLinkHandler Handler { get; } = handler;

    /// <summary>What the link takes over from the attachment before; null for nothing.</summary>
    public LinkTakeover? Takeover => takeover;

    /// <summary>The delivery-tag of the next delivery.</summary>
    public long NextTag { get; private set; } = takeover?.NextTag ?? session.InitialDeliveryCount;

    /// <summary>The number of further deliveries the receiver takes (AMQP 1.0, 2.6.7). Only the receiver grants it.</summary>
    public uint Credit { get; private set; }

    /// <summary>The number of deliveries that have begun, from any number on (AMQP 1.0, 2.6.7).</summary>
    public uint DeliveryCount => _deliveryCount;

    /// <summary>The number of deliveries that may be unsettled at once; a bound of our own.</summary>
    public int MaxInFlight { get; init; } = int.MaxValue;

    /// <summary>The number of deliveries of this link that are unsettled.</summary>
    public int InFlight { get; internal set; }

    public bool IsDraining { get; private set; }

    /// <summary>True while there is something to append as soon as the gates open.</summary>
    public bool HasWork => !Queue.IsEmpty || _pendingAbort is not null || takeover is { HasSettlements: true };

    /// <summary>Neighbours in the connection's circle of links that have something waiting.</summary>
    internal SenderLink? NextReady { get; set; }

    internal SenderLink? PreviousReady { get; set; }

    /// <summary>
    /// True when a new delivery may begin: attached, credit, an unsettled place, a transfer in the session's window, no delivery that has to be finished
    /// first, room in the output.
    /// </summary>
    public bool CanBegin => State == LinkState.Attached && Credit > 0 && InFlight < MaxInFlight && Session is { RemoteIncomingWindow: > 0, Unfinished: null, Connection.HasRoom: true };

    /// <summary>True when a message of this size may be appended at once: it fits one frame, every gate is open, and nothing waits before it.</summary>
    public bool CanAppend(long length) => Queue.IsEmpty && _pendingAbort is null && takeover is not ({ HasSettlements: true } or { IsIncomplete: true }) && CanBegin && length <= Session.Connection.Output.TransferPayloadLimit;

    /// <summary>The oldest unsettled delivery of this link; null when there is none. Costs a search only when the one found before has been settled.</summary>
    public OutgoingDelivery? FindOldestUnsettled()
    {
        if (_oldestUnsettled is not { } known || known.Link != this || Session.Unsettled.Find(known.DeliveryId) != known)
        {
            _oldestUnsettled = Session.Unsettled.FindOldest(this);
        }

        return _oldestUnsettled;
    }

    /// <summary>Appends a message for which <see cref="CanAppend"/> holds.</summary>
    public void Append(OutgoingDelivery delivery, AmqpBuffer message)
    {
        Debug.Assert(delivery.Fields is null, "The fast way writes the common fields alone.");
        Begin(delivery);
        delivery.EndOffset = Session.WriteTransfer(Handle, delivery.Start, message.WrittenSpan);
        delivery.Phase = DeliveryPhase.Appended;
    }

    /// <summary>Appends a message that fits one frame as settled, without any delivery to remember; false when <see cref="CanAppend"/> is.</summary>
    public bool TryAppendSettled(AmqpBuffer message, uint messageFormat)
    {
        if (!CanAppend(message.Length))
        {
            return false;
        }

        TakeCredit();
        Session.WriteTransfer(Handle, new TransferStart(Session.TakeDeliveryId(), NextTag++, messageFormat, IsSettled: true), message.WrittenSpan);
        return true;
    }

    /// <summary>Something has been put into <see cref="Queue"/>.</summary>
    public void OnEnqueued()
    {
        // A link that is being detached would never leave the circle.
        if (State is LinkState.AttachSent or LinkState.Attached)
        {
            Session.Connection.Scheduler.Add(this);
        }
    }

    /// <summary>Appends the next frame of the first waiting delivery; false when a gate is shut.</summary>
    public bool TryAppendNextFrame(out bool finished)
    {
        finished = false;
        if (State != LinkState.Attached)
        {
            return false;
        }

        if (_pendingAbort is { } aborted)
        {
            return TryAbort(aborted);
        }

        if (takeover is { HasSettlements: true })
        {
            return TrySettleResumed(takeover);
        }

        if (Queue.First is not { } delivery)
        {
            return false;
        }

        if (delivery.Phase == DeliveryPhase.Partial)
        {
            if (Session.RemoteIncomingWindow == 0 || !Session.Connection.HasRoom)
            {
                return false;
            }
        }
        else if (!CanBegin || (takeover is { IsIncomplete: true } && !delivery.IsResumed))
        {
            if (InFlight >= MaxInFlight || takeover is { IsIncomplete: true })
            {
                // What waits cannot use the credit; a receiver may settle only once the link is drained.
                AnswerDrain();
            }

            return false;
        }

        if (!delivery.TryPrepare(Session.Connection.TransferPayloadLimit))
        {
            if (delivery.Phase != DeliveryPhase.Partial)
            {
                // The receiver asks for what there is, and the message is not there before its source has given some of it.
                AnswerDrain();
            }

            return false;
        }

        if (delivery.Phase != DeliveryPhase.Partial)
        {
            Begin(delivery);
        }

        delivery.EndOffset = Session.WriteTransferFrame(Handle, delivery, out finished);
        if (!finished)
        {
            delivery.Phase = DeliveryPhase.Partial;
            Session.Unfinished = Session.Connection.KeepsDeliveriesWhole ? this : null;
            return true;
        }

        Session.Unfinished = null;
        Queue.Remove(delivery);
        if (!delivery.IsRetained)
        {
            delivery.ReleasePayload();
        }

        delivery.Phase = DeliveryPhase.Appended;
        if (delivery.EarlyDisposition is not null)
        {
            Session.Connection.AwaitWritten(delivery);
        }

        Handler.OnAppended(delivery);
        return true;
    }

    /// <summary>
    /// Takes a delivery back that has not been wholly appended. One that was begun is aborted towards the receiver (AMQP 1.0, 2.6.14), so that it counts as never sent.
    /// </summary>
    public void Withdraw(OutgoingDelivery delivery)
    {
        Abandon(delivery);
        delivery.ReleasePayload();
        delivery.Phase = DeliveryPhase.Settled;
    }

    /// <summary>As <see cref="Withdraw"/>, but keeps the payload, so that the message can be sent again.</summary>
    internal void Abandon(OutgoingDelivery delivery)
    {
        Queue.Remove(delivery);
        if (delivery.Phase == DeliveryPhase.Partial)
        {
            Session.Forget(delivery);
            if (State == LinkState.Attached && !TryAbort(delivery.DeliveryId))
            {
                _pendingAbort = delivery.DeliveryId;
                Session.Connection.Scheduler.Add(this);
            }
        }
    }

    public override void OnFlow(in Flow flow)
    {
        if (flow.LinkCredit is { } linkCredit)
        {
            // Credit counts from the receiver's own delivery-count; for a receiver that has not seen our attach yet and leaves it out, the first one stands in (AMQP 1.0, 2.6.7).
            int ahead = SerialNumber.Distance(flow.DeliveryCount ?? Session.InitialDeliveryCount, _deliveryCount);
            long credit = linkCredit - (long)ahead;
            Credit = credit < 0 ? 0 : (uint)Math.Min(credit, uint.MaxValue);
        }

        IsDraining = flow.Drain;
        Handler.OnCreditChanged(this);
        if (HasWork)
        {
            Session.Connection.Scheduler.Add(this);
        }

        bool isAnswered = !HasWork && AnswerDrain();
        if (flow.Echo && !isAnswered)
        {
            WriteFlow();
        }
    }

    /// <summary>Consumes unused credit when the receiver has set drain (AMQP 1.0, 2.6.7). False when no flow has to be sent.</summary>
    public bool AnswerDrain()
    {
        if (!IsDraining || Credit == 0 || State != LinkState.Attached)
        {
            return false;
        }

        unchecked
        {
            _deliveryCount += Credit;
        }

        Credit = 0;
        WriteFlow();
        return true;
    }

    public override void OnDetaching()
    {
        Session.Connection.Scheduler.Remove(this);
        if (Session.Unfinished == this)
        {
            Session.Unfinished = null;
        }
    }

    internal override void ReportAttached(in Attach attach) => Handler.OnAttached(this, attach);

    internal override void ReportDetached(AmqpError? error, bool closed) => Handler.OnDetached(this, error, closed);

    /// <summary>Aborts a partly sent delivery. The abort is a transfer too, and waits for the session's window.</summary>
    private bool TryAbort(uint deliveryId)
    {
        if (Session.RemoteIncomingWindow == 0 || Session.Connection.IsCloseSent)
        {
            return false;
        }

        _pendingAbort = null;
        Session.Unfinished = null;
        Session.WriteAbort(Handle, deliveryId);
        return true;
    }

    /// <summary>Has the receiver forget a delivery that it had decided about before the link was attached: a transfer that needs credit as every first one does.</summary>
    private bool TrySettleResumed(LinkTakeover takeover)
    {
        if (!CanBegin)
        {
            return false;
        }

        TakeCredit();
        takeover.WriteSettlement(Session, Handle);
        if (!takeover.HasSettlements)
        {
            Handler.OnTakeoverSettled(this);
        }

        return true;
    }

    private void Begin(OutgoingDelivery delivery)
    {
        TakeCredit();
        delivery.Link = this;
        delivery.DeliveryId = Session.TakeDeliveryId();
        delivery.DeliveryTag = delivery.IsResumed ? delivery.DeliveryTag : NextTag++;
        delivery.EarlyDisposition = null;
        if (!delivery.IsPresettled)
        {
            Session.Unsettled.Add(delivery);
            InFlight++;
        }
    }

    private void TakeCredit()
    {
        Debug.Assert(Credit > 0 && State == LinkState.Attached, "A delivery begins within the credit of an attached link (AMQP 1.0, 2.6.7).");
        Debug.Assert(InFlight < MaxInFlight, "No more deliveries are unsettled than the options allow.");
        Credit--;
        unchecked
        {
            _deliveryCount++;
        }
    }

    private void WriteFlow() => Session.WriteFlow(this, _deliveryCount, Credit, (uint)Queue.Count, IsDraining);
}
