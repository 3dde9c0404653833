using TypedSender.Amqp;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The sessions of one connection, and which of them a link is attached on (AMQP 1.0, 2.5). Senders share a session; a further one begins when its handles are
/// used up (2.7.2, handle-max). A sender whose link may make the peer end a session, or may have done so, gets one of its own, so that it disturbs no other; links of a
/// <see cref="SendSession"/> are attached on that alone. Guarded by the client's lock.
/// </summary>
internal sealed class SessionPool(ConnectionContext client, BrokerEndpoint endpoint, AmqpConnection amqp, TokenAuthority? tokens, IReadOnlyList<SendLink> links)
{
    private readonly List<SessionEngine> _shared = [];
    private readonly Dictionary<SessionEngine, LinkSession> _own = [];
    private SessionEngine? _beginning;

    /// <summary>The tokens that links need before they attach; null where the credential has none.</summary>
    public TokenAuthority? Tokens => tokens;

    /// <summary>The links to nodes that reply, on sessions of their own.</summary>
    public RequestLinks Requests => field ??= new(client, endpoint, amqp, _shared);

    /// <summary>The link to the coordinator of transactions.</summary>
    public ControlLink Control => field ??= new(client, endpoint, amqp, _shared);

    /// <summary>Begins the session that senders share.</summary>
    /// <exception cref="LimitReachedException">The peer allows no session.</exception>
    public void BeginShared()
    {
        AdaptiveLock.AssertHeld(client.Lock);
        _beginning ??= amqp.Engine.BeginSession(client.Settings.SessionSettings);
    }

    /// <summary>Attaches a sender's link on a session that has a handle for it, or begins one; the sender is attached when that one has begun.</summary>
    public void Attach(SendLink sender)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (sender.Attaching.IsHazardous && links.Any(other => other != sender && other.OwnSession is null))
        {
            sender.OwnSession ??= new LinkSession(client.Settings.SessionSettings);
        }

        try
        {
            if (sender.OwnSession is { } own && TryAttachOn(own, sender, isNew: false))
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

            BeginShared();
            amqp.RequestWrite();
        }
        catch (LimitReachedException exception)
        {
            sender.OnLost(LimitErrors.LimitReached(sender.Address, exception), isAtFault: true);
        }
    }

    /// <summary>
    /// Detaches a link that is of no use any more, though the peer has not detached it, and settles the outcomes of what had been appended to it.
    /// </summary>
    public void AbandonLink(SendLink sender, SenderLink link, SendFailure failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        link.Detach(closed: true);
        LoseLink(sender, link, failure);
        amqp.RequestWrite();
    }

    /// <summary>Detaches a link, whose terminus stays, and has the sender attach it once more (AMQP 1.0, 2.7.3, incomplete-unsettled).</summary>
    public void SuspendLink(SendLink sender, SenderLink link, SendFailure failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        link.Detach(closed: false);
        LoseUnsettled(link.Session, link, failure, startedOffset: long.MaxValue);
        sender.OnSuspended(failure);
        amqp.RequestWrite();
    }

    /// <summary>Settles the outcomes of what had been appended to a link that is detached, and has the sender do without it.</summary>
    public void LoseLink(SendLink sender, SenderLink link, SendFailure failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        LoseUnsettled(link.Session, link, failure, startedOffset: long.MaxValue);
        sender.OnLost(failure, isAtFault: true);
    }

    /// <summary>Begins a session of its own, unless it has begun.</summary>
    /// <exception cref="LimitReachedException">The peer allows no further session.</exception>
    public void Begin(LinkSession own)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (own.Current is null)
        {
            SessionEngine session = amqp.Engine.BeginSession(own.Settings);
            _own.Add(session, own);
            own.OnBeginning(session);
            amqp.RequestWrite();
        }
    }

    /// <summary>Ends a session of its own for good: the links on it have been detached.</summary>
    public void End(LinkSession own)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (own.Current is not { IsEnded: false } session)
        {
            own.OnEnded();
        }
        else
        {
            LoseUnsettled(session, link: null, SendErrors.ClosedWhileOpening("The session"), startedOffset: long.MaxValue);
            session.End();
            amqp.RequestWrite();
        }
    }

    /// <summary>The peer has answered the end of a session.</summary>
    public void OnEndAnswered(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (_own.Remove(session, out LinkSession? own))
        {
            own.OnEnded();
        }
    }

    /// <summary>Ends a session that was one sender's own, which has no more use when the link on it is gone; no other.</summary>
    public void EndPrivate(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (_own.TryGetValue(session, out LinkSession? own) && !own.IsKept)
        {
            _own.Remove(session);
            if (own.Current == session)
            {
                own.Leave();
            }

            session.End();
        }
    }

    /// <summary>A session has begun. True when it is one of its own; the links that wait for it are attached now.</summary>
    public bool TryBeginOwn(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (!_own.TryGetValue(session, out LinkSession? own))
        {
            return false;
        }

        own.OnBegun();
        foreach (SendLink sender in links.Where(sender => sender.OwnSession == own && sender.WaitsForSession).ToArray())
        {
            AttachOnNew(own, sender);
        }

        if (!own.IsKept && !links.Any(sender => sender.Uses(session)))
        {
            EndPrivate(session);
        }

        return true;
    }

    /// <summary>A session that no sender owns has begun. False when it is that of a node's links or of the control link; and, after it is ended, when it was the peer that began it.</summary>
    public bool TryShare(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (Requests.TryBegin(session) || Control.TryBegin(session))
        {
            return false;
        }

        if (session != _beginning)
        {
            session.End(EngineError.Make(AmqpErrorConditions.NotAllowed, "this client takes no session that the peer begins"));
            return false;
        }

        client.LogLater(logger => Log.SessionBegun(logger, endpoint.ToString(), session.Channel));
        _beginning = null;
        _shared.Add(session);
        return true;
    }

    /// <summary>
    /// The peer has ended a session, or broke its rules: the links on it are lost, and attached again as the retry policy says. Which of several links was the
    /// cause is not known unless one was being attached; those that may have been are attached on sessions of their own from then on, where the cause shows.
    /// </summary>
    public void OnEnded(SessionEngine session, AmqpError? error)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (Requests.OnEnded(session, error) || Control.OnEnded(session, error))
        {
            return;
        }

        SendFailure failure = ExplainEnd(session, error).At(client.Broker);
        bool wasOwn = _own.Remove(session, out LinkSession? own);
        own?.OnLost(session, failure);
        _shared.Remove(session);
        _beginning = _beginning == session ? null : _beginning;

        // What has been appended may have been taken before the end: nothing is certain.
        LoseUnsettled(session, link: null, failure, startedOffset: long.MaxValue);
        SendLink[] senders = [.. links.Where(sender => sender.Uses(session))];
        SendLink[] attaching = [.. senders.Where(sender => !sender.IsAttached)];
        SendLink[] suspects = attaching.Length > 0 ? attaching : senders;
        bool isCauseUnclear = !wasOwn && FailureClassifier.Classify(failure.NotSent()) is not (FailureClass.Transient or FailureClass.Busy or FailureClass.Protocol);
        foreach (SendLink sender in senders)
        {
            bool isSuspect = Array.IndexOf(suspects, sender) >= 0;
            if (isCauseUnclear && isSuspect)
            {
                sender.OwnSession ??= new LinkSession(client.Settings.SessionSettings);
            }

            bool isAtFault = isSuspect && (wasOwn || !isCauseUnclear || suspects.Length == 1);
            sender.OnLost(isAtFault && !sender.IsAttached ? PeerErrors.AddressRefused(endpoint.Host, endpoint.Port, sender.Address, error, sender.AddressOrigin).At(sender.Broker) : failure, isAtFault);
        }
    }

    /// <summary>The connection is lost: settles the outcomes of what had been appended to all sessions, by whether it may have left.</summary>
    public void LoseAllUnsettled(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        Requests.OnConnectionLost(failure);
        foreach ((SessionEngine session, LinkSession own) in _own)
        {
            own.OnLost(session, failure);
        }

        Control.OnConnectionLost(failure);
        foreach (SessionEngine session in amqp.Engine.Sessions)
        {
            LoseUnsettled(session, link: null, failure, amqp.Transport.StartedOffset);
        }
    }

    /// <summary>Settles the outcomes of what has been appended to a session, or to one link of it, oldest first.</summary>
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

    private void AttachOnNew(LinkSession own, SendLink sender)
    {
        try
        {
            _ = TryAttachOn(own, sender, isNew: true);
        }
        catch (LimitReachedException exception)
        {
            sender.OnLost(LimitErrors.LimitReached(sender.Address, exception), isAtFault: true);
        }
    }

    /// <summary>
    /// Attaches a link on a session of its own, or begins that. False when the link has to share one, because the peer allows no further session.
    /// </summary>
    /// <param name="own">The session.</param>
    /// <param name="sender">The link.</param>
    /// <param name="isNew">Whether the session has just begun. Otherwise one that is not kept carried an earlier link: it ends with that, and is not used again.</param>
    /// <exception cref="LimitReachedException">No session can be begun, or the session that is kept has no handle left.</exception>
    private bool TryAttachOn(LinkSession own, SendLink sender, bool isNew)
    {
        if (own.IsActive && !own.IsKept && !isNew)
        {
            own.Leave();
        }

        if (own.IsActive)
        {
            if (!sender.TryAttach(own.Current!))
            {
                throw new LimitReachedException(LimitReachedException.HandleMax, own.Settings.HandleMax, isOwn: own.Current!.Links.Count() > own.Settings.HandleMax);
            }

            return true;
        }

        try
        {
            Begin(own);
            return true;
        }
        catch (LimitReachedException) when (!own.IsKept && _shared.Count > 0)
        {
            return false;
        }
    }

    private SendFailure ExplainEnd(SessionEngine session, AmqpError? error)
    {
        if (session.IsDiscarding)
        {
            // It was this side that ended the session, and the peer's end is yet to come.
            client.LogLater(logger => Log.SessionBroken(logger, endpoint.ToString(), session.Channel, PeerErrors.Text(error)));
            return ConnectionErrors.BrokenSession(endpoint.Host, endpoint.Port, error!.Description!);
        }

        client.LogLater(logger => Log.SessionEndedByPeer(logger, endpoint.ToString(), session.Channel, PeerErrors.Text(error)));
        return PeerErrors.SessionEnded(endpoint.Host, endpoint.Port, error);
    }
}
