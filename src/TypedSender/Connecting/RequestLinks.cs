using TypedSender.Amqp;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The request-response links of one connection, one pair for each node: attached with the first request, and again with the next one after they were lost. Each pair is on a
/// session of its own, because some brokers end the whole session when they refuse a link; where the peer allows no further session, on one that senders share. Guarded by
/// the client's lock.
/// </summary>
internal sealed class RequestLinks(ConnectionContext client, BrokerEndpoint endpoint, AmqpConnection amqp, IReadOnlyList<SessionEngine> shared) : IRequestLinkOwner
{
    private readonly Dictionary<(string Node, bool IsPresettled), RequestResponseLink> _links = [];
    private readonly Dictionary<SessionEngine, RequestResponseLink> _own = [];
    private SendFailure? _lost;

    /// <summary>The number of requests that wait for something.</summary>
    public int PendingCount => _links.Values.Sum(static link => link.PendingCount);

    /// <summary>Sends a request to a node and returns its reply. Takes the lock itself.</summary>
    /// <param name="target">The node, and how the request is sent.</param>
    /// <param name="request">The request, encoded before this returns. Its reply-to is replaced, its message-id kept if it has one.</param>
    /// <param name="timeout">How long attaching, credit and reply may take in all.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="AmqpEncodeException">The request cannot be encoded.</exception>
    /// <exception cref="ArgumentException">A request with this message-id or correlation-id is under way.</exception>
    /// <exception cref="SendException">There was no reply; its outcome says whether the node may have carried the request out.</exception>
    /// <exception cref="SendCanceledException">The token was cancelled.</exception>
    public async Task<AmqpMessage> RequestAsync(RequestTarget target, AmqpMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await GetLink(target).RequestAsync(request, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestException exception)
        {
            throw RequestErrors.ToException(target.Hide(exception.Failure), Describe(target, target.WholeTimeout ?? timeout), cancellationToken);
        }
    }

    /// <summary>A session has begun. True when it is that of a pair of links, which is attached now.</summary>
    public bool TryBegin(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (!_own.TryGetValue(session, out RequestResponseLink? link))
        {
            return false;
        }

        Attach(link, session);
        return true;
    }

    /// <summary>The peer has ended a session, or broke its rules. True when it was that of a pair of links and nobody else's.</summary>
    public bool OnEnded(SessionEngine session, AmqpError? error)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (_own.Remove(session, out RequestResponseLink? owner))
        {
            // While the links are being attached, it is they that the peer does not take.
            owner.Lose(Fail(owner.HasAttached ? RequestFailureKind.SessionEnded : RequestFailureKind.Refused, error));
            return true;
        }

        foreach (RequestResponseLink link in _links.Values)
        {
            if (link.Session == session)
            {
                link.Lose(Fail(RequestFailureKind.SessionEnded, error));
            }
        }

        return false;
    }

    /// <summary>The connection does not work any more: all requests end.</summary>
    public void OnConnectionLost(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        _lost = failure;
        foreach (RequestResponseLink link in _links.Values)
        {
            link.Lose(Fail(RequestFailureKind.ConnectionLost, failure.Error), amqp.Transport.StartedOffset);
        }
    }

    void IRequestLinkOwner.OnWanted(RequestResponseLink link)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (_lost is { } failure || amqp.Engine.IsCloseSent)
        {
            link.Lose(Fail(RequestFailureKind.ConnectionLost, _lost?.Error));
            return;
        }

        try
        {
            _own.Add(amqp.Engine.BeginSession(client.Settings.SessionSettings), link);
        }
        catch (LimitReachedException exception)
        {
            // A session of one owner ends with its link, and nobody else on it would be told.
            if (shared.FirstOrDefault(static session => session.IsActive) is { } other)
            {
                Attach(link, other);
                return;
            }

            link.Lose(Fail(exception));
        }
    }

    void IRequestLinkOwner.OnReady(RequestResponseLink link)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        string node = link.Node;
        client.LogLater(logger => Log.Attached(logger, link.ReplyTo, node, 0));
    }

    void IRequestLinkOwner.OnLost(RequestResponseLink link, SessionEngine? session, RequestFailure failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        foreach ((SessionEngine own, RequestResponseLink owner) in _own)
        {
            if (owner == link)
            {
                _own.Remove(own);
                own.End();
                break;
            }
        }

        string node = link.Node;

        // A peer may repeat the token that it was sent: what it says there is told with the failure of the token, which looks for that.
        string condition = node == PutToken.Node ? failure.Error?.Condition.Value ?? "no condition" : PeerErrors.Text(failure.Error);
        if (failure.Kind == RequestFailureKind.Refused)
        {
            client.LogLater(logger => Log.AddressRefused(logger, node, condition));
        }
        else if (failure.Kind is RequestFailureKind.Detached or RequestFailureKind.SessionEnded)
        {
            client.LogLater(logger => Log.DetachedByPeer(logger, link.ReplyTo, node, condition));
        }
    }

    void IRequestLinkOwner.OnReplyDropped(RequestResponseLink link)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        (string node, long count) = (link.Node, link.DroppedReplies);
        client.LogLater(logger => Log.ReplyDropped(logger, node, count));
    }

    private static RequestFailure Fail(RequestFailureKind kind, AmqpError? error) => new(kind, RequestPhase.Attaching) { Error = error };

    private static RequestFailure Fail(LimitReachedException exception) =>
        new(RequestFailureKind.LimitReached, RequestPhase.Attaching) { LimitName = exception.LimitName, Limit = exception.Limit };

    private RequestResponseLink GetLink(RequestTarget target)
    {
        lock (client.Lock)
        {
            if (!_links.TryGetValue((target.Node, target.IsPresettled), out RequestResponseLink? link))
            {
                string replyTo = $"{client.Settings.ContainerId}-{Guid.NewGuid():N}";
                link = new RequestResponseLink(new RequestLinkTerms(target.Node, replyTo, target.IsPresettled), client.Lock, amqp, client.Settings.TimeProvider, this);
                _links.Add((target.Node, target.IsPresettled), link);
            }

            return link;
        }
    }

    private void Attach(RequestResponseLink link, SessionEngine session)
    {
        string node = link.Node;
        client.LogLater(logger => Log.Attaching(logger, link.ReplyTo, node));
        try
        {
            link.Attach(session);
        }
        catch (LimitReachedException exception)
        {
            link.Lose(Fail(exception));
        }
        catch (AmqpEncodeException exception)
        {
            link.Lose(Fail(RequestFailureKind.NotEncodable, null) with { Cause = exception });
        }
    }

    private RequestContext Describe(RequestTarget target, TimeSpan timeout)
    {
        lock (client.Lock)
        {
            return new RequestContext(target.Node, endpoint, timeout) { Broker = client.Broker, Connection = _lost, IsClosing = client.IsClosing };
        }
    }
}
