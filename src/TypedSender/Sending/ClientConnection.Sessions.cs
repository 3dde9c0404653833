using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The sessions of a connection: senders share one, further ones come when its handles are used up, and a sender whose link may have ended a session gets one of its own,
/// so that it disturbs no other. Under the lock.
/// </summary>
internal sealed partial class ClientConnection
{
    private readonly List<SessionEngine> _shared = [];
    private readonly Dictionary<SessionEngine, MessageSender> _own = [];
    private SessionEngine? _beginning;

    /// <summary>Attaches a sender's link, now or as soon as a session for it has begun.</summary>
    public void Attach(MessageSender sender)
    {
        Gates.AssertHeld(_core.Gate);
        try
        {
            if (sender.NeedsOwnSession && (IsBeginningOwn(sender) || TryBeginOwn(sender)))
            {
                return;
            }

            foreach (SessionEngine session in _shared)
            {
                if (sender.TryAttach(session))
                {
                    return;
                }
            }

            _beginning ??= _amqp!.Engine.BeginSession(_core.Settings.SessionSettings);
            RequestWrite();
        }
        catch (LimitReachedException exception)
        {
            sender.OnLinkLost(SendErrors.LimitReached(sender.Address, exception.LimitName, exception.Limit), isAtFault: true);
        }
    }

    /// <summary>Detaches a link that is of no use any more, though the peer has not detached it, and decides about what had been appended to it.</summary>
    public void GiveUpLink(MessageSender sender, SenderLink link, SendFailure failure)
    {
        Gates.AssertHeld(_core.Gate);
        link.Detach(closed: true);
        LoseLink(sender, link, failure);
        RequestWrite();
    }

    /// <summary>Decides about what had been appended to a link that is detached, and has the sender do without it.</summary>
    public void LoseLink(MessageSender sender, SenderLink link, SendFailure failure)
    {
        Gates.AssertHeld(_core.Gate);
        LoseUnsettled(link.Session, link, failure, startedOffset: long.MaxValue);
        sender.OnLinkLost(failure, isAtFault: true);
    }

    /// <summary>Ends a session that was one sender's own: it has no more use when its link is gone.</summary>
    public void EndOwnSession(SessionEngine session)
    {
        Gates.AssertHeld(_core.Gate);
        if (_own.Remove(session))
        {
            session.End();
        }
    }

    void IConnectionObserver.OnSessionBegun(SessionEngine session)
    {
        if (_own.TryGetValue(session, out MessageSender? owner))
        {
            if (!owner.WaitsFor(this) || !owner.TryAttach(session) || !owner.Uses(session))
            {
                EndOwnSession(session);
            }

            return;
        }

        if (session != _beginning)
        {
            session.End(EngineError.Make(AmqpErrorConditions.NotAllowed, "this client takes no session that the peer begins"));
            return;
        }

        _core.LogLater(logger => Log.SessionBegun(logger, Endpoint.ToString(), session.Channel));
        _beginning = null;
        _shared.Add(session);
        if (_readySince is null)
        {
            BecomeReady();
        }

        foreach (MessageSender sender in _core.Senders)
        {
            sender.OnConnectionReady(this);
        }
    }

    void IConnectionObserver.OnSessionEnded(SessionEngine session, AmqpError? error)
    {
        SendFailure failure = ExplainEnd(session, error).At(_core.Broker);
        bool wasOwn = _own.Remove(session);
        _shared.Remove(session);
        _beginning = _beginning == session ? null : _beginning;

        // What has been appended may have been taken before the end: nothing is certain.
        LoseUnsettled(session, link: null, failure, startedOffset: long.MaxValue);
        MessageSender[] senders = [.. _core.Senders.Where(sender => sender.Uses(session))];
        MessageSender[] attaching = [.. senders.Where(sender => !sender.IsAttached)];
        MessageSender[] suspects = attaching.Length > 0 ? attaching : senders;
        bool isDoubtful = !wasOwn && FailureClassifier.Classify(failure.NotSent()) is not (FailureClass.Transient or FailureClass.Busy or FailureClass.Protocol);
        foreach (MessageSender sender in senders)
        {
            bool isSuspect = Array.IndexOf(suspects, sender) >= 0;
            sender.NeedsOwnSession |= isDoubtful && isSuspect;
            bool isAtFault = isSuspect && (wasOwn || !isDoubtful || suspects.Length == 1);
            sender.OnLinkLost(isAtFault && !sender.IsAttached ? PeerErrors.AddressRefused(Endpoint.Host, Endpoint.Port, sender.Address, error).At(sender.Broker) : failure, isAtFault);
        }
    }

    private void BeginFirstSession()
    {
        try
        {
            _beginning = _amqp!.Engine.BeginSession(_core.Settings.SessionSettings);
        }
        catch (LimitReachedException exception)
        {
            Fail(SendErrors.LimitReached(Endpoint.ToString(), exception.LimitName, exception.Limit));
            ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Abort(), this, preferLocal: false);
        }
    }

    private void BecomeReady()
    {
        _readySince = _core.Settings.TimeProvider.GetTimestamp();
        _openTimer?.Dispose();
        _core.Keeper.OnReady(this);
    }

    /// <summary>One that has begun already and still is here carried a link that is given up: it ends with the peer's detach, and serves no other.</summary>
    private bool IsBeginningOwn(MessageSender sender) => _own.Any(own => own.Value == sender && own.Key.RemoteChannel is null);

    /// <summary>False when the peer allows no further session: the sender has to share one.</summary>
    private bool TryBeginOwn(MessageSender sender)
    {
        try
        {
            _own.Add(_amqp!.Engine.BeginSession(_core.Settings.SessionSettings), sender);
            RequestWrite();
            return true;
        }
        catch (LimitReachedException) when (_shared.Count > 0)
        {
            return false;
        }
    }

    private SendFailure ExplainEnd(SessionEngine session, AmqpError? error)
    {
        if (session.IsDiscarding)
        {
            // It was this side that ended the session, and the peer's end is yet to come.
            _core.LogLater(logger => Log.SessionBroken(logger, Endpoint.ToString(), session.Channel, PeerErrors.Text(error)));
            return ConnectionErrors.BrokenSession(Endpoint.Host, Endpoint.Port, error!.Description!);
        }

        _core.LogLater(logger => Log.SessionEndedByPeer(logger, Endpoint.ToString(), session.Channel, PeerErrors.Text(error)));
        return PeerErrors.SessionEnded(Endpoint.Host, Endpoint.Port, error);
    }

    /// <summary>Decides about what has been appended to a session, or to one link of it, oldest first.</summary>
    private static void LoseUnsettled(SessionEngine session, Link? link, SendFailure failure, long startedOffset)
    {
        foreach (OutgoingDelivery outgoing in session.Unsettled.Snapshot())
        {
            if (link is null || outgoing.Link == link)
            {
                session.Forget(outgoing);
                ((Delivery)outgoing).OnLinkLost(failure, startedOffset);
            }
        }
    }

    /// <summary>The connection is lost: what had been appended is decided, what waits goes on waiting for the next one.</summary>
    private void LoseSenders(SendFailure failure)
    {
        if (_amqp is { } amqp)
        {
            foreach (SessionEngine session in amqp.Engine.Sessions)
            {
                LoseUnsettled(session, link: null, failure, amqp.Transport.StartedOffset);
            }
        }

        foreach (MessageSender sender in _core.Senders)
        {
            if (sender.Uses(this))
            {
                sender.OnConnectionLost(failure);
            }
        }
    }
}
