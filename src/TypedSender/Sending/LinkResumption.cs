using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The resumption of a sender's link (AMQP 1.0, 2.6.13): keeps the deliveries that are in doubt when the link is lost, states them in the attach of the next one, and does with each what the
/// peer's map of unsettled deliveries proves. What it does not prove stays Indeterminate. Under the lock.
/// </summary>
/// <param name="client">The connection, over reconnects.</param>
/// <param name="queue">The sender.</param>
/// <param name="hasGivenName">Whether the link has had its name before this process, so that its tags must not be those of then.</param>
/// <param name="retriesIndeterminate">Whether what may have left is sent again.</param>
internal sealed class LinkResumption(ConnectionContext client, SendQueue queue, bool hasGivenName, bool retriesIndeterminate)
{
    private readonly SuspendedDeliveries _suspended = new();
    private readonly DeliveryQueue _placed = new();

    // The container-id of the peer that may have state of the link; null for none.
    private string? _peer;
    private SendFailure? _loss;
    private long? _nextTag;
    private bool _provesAbsence;

    /// <summary>How far the resumption of the present link is.</summary>
    public ResumptionState State { get; private set; }

    /// <summary>Keeps a delivery that may have left when its link was lost; false when no later link can say what became of it.</summary>
    public bool TrySuspend(Delivery delivery, SendFailure failure)
    {
        if (_peer is null)
        {
            return false;
        }

        _loss = failure;
        delivery.Rewind();
        delivery.IsResumed = true;
        _suspended.Add(delivery);
        return true;
    }

    /// <summary>The link is lost: keeps what was to be resumed on it and had not been sent.</summary>
    /// <param name="link">The link; null when there was none.</param>
    public void OnLinkLeft(SenderLink? link)
    {
        _nextTag = link?.NextTag ?? _nextTag;
        State = State == ResumptionState.Resumed ? ResumptionState.None : State;
        for (OutgoingDelivery? next = queue.Waiting.First; next is Delivery delivery;)
        {
            next = delivery.NextWaiting;
            if (delivery.IsResumed)
            {
                queue.Waiting.Remove(delivery);
                delivery.Rewind();
                _suspended.Add(delivery);
            }
        }

        if (_peer is null)
        {
            Abandon();
        }
    }

    /// <summary>One side has closed the terminus, so that nothing is left to be resumed (AMQP 1.0, 2.6.6).</summary>
    public void OnClosed(SendFailure failure)
    {
        _loss = failure;
        Abandon();
    }

    /// <summary>No link will say what became of the deliveries in doubt.</summary>
    public void Abandon()
    {
        _peer = null;
        _suspended.Snapshot().ForEach(ConcludeUnknown);
        queue.Waiting.Prepend(_placed);
    }

    /// <summary>The peer does not implement resumption: no later link of the sender is resumed.</summary>
    /// <returns>The number of deliveries about which nothing is proven.</returns>
    public int GiveUp()
    {
        int unknown = _suspended.Count;
        State = ResumptionState.GivenUp;
        Abandon();
        return unknown;
    }

    /// <summary>Completes the attach of a link.</summary>
    /// <param name="attach">The attach; states the deliveries in doubt if the peer may know of them.</param>
    /// <param name="session">The session that it is to be attached on.</param>
    /// <returns>What the link takes over.</returns>
    public LinkTakeover BeginAttach(ref Attach attach, SessionEngine session)
    {
        _nextTag ??= hasGivenName ? (long)Random.Shared.Next() << 32 : session.InitialDeliveryCount;
        if (_peer != PresentPeer)
        {
            Abandon();
        }

        State = State == ResumptionState.GivenUp ? State : _peer is null ? ResumptionState.None : ResumptionState.Asking;
        LinkTakeover takeover = new(_nextTag.Value);
        if (State == ResumptionState.Asking)
        {
            // This side has no state of its own for a delivery that it lacks the outcome of.
            UnsettledMap.AddTo(ref attach, _suspended.Snapshot().Select(static delivery => (DeliveryTags.ToBytes(delivery.DeliveryTag), (DeliveryState?)null)), session.Connection.Output.MaxFrameSize);
            takeover.IsIncomplete = attach.IncompleteUnsettled;
        }

        return takeover;
    }

    /// <summary>Takes the peer's answer. Returns why the link cannot be used, otherwise null.</summary>
    public SendFailure? Accept(in Attach answer, LinkTakeover takeover)
    {
        PeerUnsettled unsettled = PeerUnsettled.Of(answer, _provesAbsence);
        takeover.IsIncomplete |= answer.IncompleteUnsettled;
        State = State == ResumptionState.Asking && unsettled.IsThere ? ResumptionState.Resumed : State;
        return takeover.IsIncomplete && _suspended.All(delivery => unsettled.Decide(delivery.DeliveryTag, out _) == ResumptionStep.Wait)
            ? SendErrors.UnsettledIncomplete(queue.Address)
            : null;
    }

    /// <summary>The link is attached: does with each delivery in doubt what the peer's map proves.</summary>
    /// <param name="link">The link.</param>
    /// <param name="answer">The peer's attach.</param>
    /// <returns>The number of deliveries about which nothing is proven.</returns>
    public int Resume(SenderLink link, in Attach answer)
    {
        AdaptiveLock.AssertHeld(queue.Domain.Lock);
        PeerUnsettled unsettled = PeerUnsettled.Of(answer, _provesAbsence);
        bool isInDoubt = false;
        int unknown = 0;
        foreach (Delivery delivery in _suspended.Snapshot())
        {
            ResumptionStep step = unsettled.Decide(delivery.DeliveryTag, out DeliveryState? state);
            isInDoubt |= step is ResumptionStep.Resume or ResumptionStep.Wait;
            switch (step)
            {
                case ResumptionStep.Settle:
                    _suspended.Remove(delivery);
                    link.Takeover!.Settle(delivery.DeliveryTag, delivery.MessageFormat, state!);
                    Conclude(delivery, queue.ReadOutcome(state));
                    break;
                case ResumptionStep.Resume:
                    _suspended.Remove(delivery);
                    _placed.Enqueue(delivery);
                    break;
                case ResumptionStep.SendAnew:
                    _suspended.Remove(delivery);
                    PlaceAnew(delivery, hasLeft: false);
                    break;
                case ResumptionStep.Unknown:
                    unknown++;
                    ConcludeUnknown(delivery);
                    break;
            }
        }

        bool proves = PeerUnsettled.ProvesAbsence(answer);
        _provesAbsence = proves && (_provesAbsence || !isInDoubt);
        _peer = State == ResumptionState.GivenUp ? null : PresentPeer;
        queue.Waiting.Prepend(_placed);
        return unknown;
    }

    /// <summary>
    /// Has the link attached once more if the map of one side left deliveries out, and all that could be done about the others has been done (AMQP 1.0, 2.7.3, incomplete-unsettled).
    /// </summary>
    public void LookAtRound()
    {
        if (IsRoundOver)
        {
            client.Completions.Enqueue(new Round(this));
        }
    }

    /// <summary>Ends the send of a delivery in doubt.</summary>
    public void Fail(Delivery delivery, SendFailure failure)
    {
        _suspended.Remove(delivery);
        delivery.IsResumed = false;
        delivery.Phase = DeliveryPhase.Settled;
        delivery.Settle(failure.Indeterminate());
    }

    /// <summary>Ends the sends of all deliveries in doubt.</summary>
    /// <returns>Their number.</returns>
    public int FailAll(SendFailure failure)
    {
        List<Delivery> deliveries = _suspended.Snapshot();
        deliveries.ForEach(delivery => Fail(delivery, failure));
        return deliveries.Count;
    }

    // A link is identified by it, the container of this side and the name (AMQP 1.0, 2.6.1).
    private string PresentPeer => queue.Link.Connection!.Opened!.ContainerId;

    private bool IsRoundOver => queue.Link.Current is { IsAttached: true, Takeover: { IsIncomplete: true, HasSettlements: false } } link
        && queue.Waiting.First is not Delivery { IsResumed: true }
        && !link.Session.Unsettled.Snapshot().Exists(outgoing => outgoing.Link == link && !((Delivery)outgoing).HasOutcome);

    private void Conclude(Delivery delivery, SendOutcome outcome)
    {
        if (!queue.Resends.TryAdd(delivery, outcome))
        {
            delivery.Settle(outcome);
        }
    }

    private void ConcludeUnknown(Delivery delivery)
    {
        if (retriesIndeterminate)
        {
            _suspended.Remove(delivery);
            PlaceAnew(delivery, hasLeft: true);
        }
        else
        {
            Fail(delivery, SendErrors.Lost(queue.Address, _loss!, hasLeft: true));
        }
    }

    private void PlaceAnew(Delivery delivery, bool hasLeft)
    {
        delivery.IsResumed = false;
        delivery.Resend.OnLost(hasLeft);
        _placed.Enqueue(delivery);
    }

    private void EndRound()
    {
        lock (client.Lock)
        {
            if (IsRoundOver)
            {
                queue.Link.Connection!.Sessions.SuspendLink(queue.Link, queue.Link.Current!, SendErrors.UnsettledIncomplete(queue.Address));
            }

            client.FlushCompletions();
        }
    }

    /// <summary>Ends the round on the thread pool: nothing of the engine may be called while it reports an outcome.</summary>
    private sealed class Round(LinkResumption owner) : ICompletion
    {
        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => owner.EndRound();
    }
}
