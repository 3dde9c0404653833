using System.Diagnostics;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Connections;

/// <summary>
/// A link to a node and a link from it on one session, for requests and their replies: a request names the target of the second as its reply-to, and a reply names the
/// message-id of its request as its correlation-id (AMQP 1.0, 3.2.4; AMQP Management 1.0, working draft 9, 3.1 and 3.2). Any number of requests may be under way at once.
/// </summary>
/// <remarks>
/// It outlives the pair of links: the owner attaches another one when a request is made after the first was lost. All state is guarded by the domain's lock, and members are
/// called under it unless they say otherwise. Nothing is kept of a request that has ended; the delivery of one that was given up is settled from this side (AMQP 1.0, 2.6.12).
/// </remarks>
internal sealed partial class RequestResponseLink : ISenderLinkHandler, IReceiverLinkHandler
{
    private readonly Lock _gate;
    private readonly AmqpConnection _connection;
    private readonly TimeProvider _timeProvider;
    private readonly IRequestLinkOwner _owner;
    private readonly RequestLinkTerms _terms;
    private readonly PendingRequests _pending = new();
    private readonly DeliveryQueue _waiting = new();
    private SenderLink? _sender;
    private ReceiverLink? _receiver;
    private bool _isWanted;
    private long _lastId;
    private int _attached;

    /// <summary>Attaches nothing yet.</summary>
    /// <param name="terms">The node, and how it is asked.</param>
    /// <param name="gate">The domain's lock.</param>
    /// <param name="connection">The connection that carries the links.</param>
    /// <param name="timeProvider">The clock of the deadlines.</param>
    /// <param name="owner">Attaches the links when they are wanted.</param>
    public RequestResponseLink(RequestLinkTerms terms, Lock gate, AmqpConnection connection, TimeProvider timeProvider, IRequestLinkOwner owner)
    {
        _terms = terms;
        _gate = gate;
        _connection = connection;
        _timeProvider = timeProvider;
        _owner = owner;
    }

    public string Node => _terms.Node;

    public string ReplyTo => _terms.ReplyTo;

    /// <summary>True once both links are attached, until they are lost.</summary>
    public bool IsReady => _sender is { IsAttached: true } && _receiver is { IsAttached: true };

    /// <summary>True once both links have been attached, until they are given up: also when their session has just ended.</summary>
    public bool HasAttached => _receiver is not null && !_isWanted;

    /// <summary>The session of the links; null when there are none.</summary>
    public SessionEngine? Session => _receiver?.Session;

    /// <summary>The number of requests that wait for something.</summary>
    public int PendingCount => _pending.Count;

    /// <summary>The number of replies that no request waited for: late, a second one, or unknown.</summary>
    public long DroppedReplies { get; private set; }

    /// <summary>
    /// Sends a request and returns its reply. Without the lock. The message is encoded before this returns; its message-id is kept if it has one, and its reply-to replaced.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long attaching, credit and reply may take in all; <see cref="Timeout.InfiniteTimeSpan"/> for any time.</param>
    /// <param name="cancellationToken">Gives the request up; whether it had left then is said by <see cref="RequestFailure.MayHaveBeenProcessed"/>.</param>
    /// <exception cref="AmqpEncodeException">The request cannot be encoded.</exception>
    /// <exception cref="ArgumentException">A request with this message-id or correlation-id is under way.</exception>
    /// <exception cref="RequestException">There was no reply.</exception>
    public async Task<AmqpMessage> RequestAsync(AmqpMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        PendingRequest pending = Encode(request);
        pending.Watch(_timeProvider, timeout > TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan ? timeout : TimeSpan.Zero, cancellationToken);
        try
        {
            _connection.Enter(() => Begin(pending), writesNow: false);
        }
        catch (ArgumentException)
        {
            pending.Unwatch();
            pending.ReleasePayload();
            throw;
        }

        byte[] reply = await pending.Reply.ConfigureAwait(false);
        try
        {
            return AmqpMessage.Decode(reply);
        }
        catch (AmqpDecodeException exception)
        {
            throw new RequestException(new RequestFailure(RequestFailureKind.ReplyUnreadable, RequestPhase.WaitingForReply) { MayHaveBeenProcessed = true, Cause = exception });
        }
    }

    /// <summary>Attaches both links on a session that has begun. The frames are appended, not written.</summary>
    /// <exception cref="LimitReachedException">The session has no handle left; one of the links may be attached, so <see cref="Lose"/> has to follow.</exception>
    /// <exception cref="AmqpEncodeException">The attach frames do not fit the peer's; <see cref="Lose"/> has to follow.</exception>
    public void Attach(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(_gate);
        Debug.Assert(Session is null, "There is one pair of links at a time.");

        // Under another name the peer cannot take the new link for one whose end it has not seen (AMQP 1.0, 2.6.1).
        string name = $"{ReplyTo}-{++_attached}";
        _receiver = session.AttachReceiver(_terms.MakeReplyLink($"{name}-replies"), this);
        _sender = session.AttachSender(_terms.MakeRequestLink($"{name}-requests"), new DeliveryQueue(), int.MaxValue, this);
    }

    /// <summary>Ends all requests and does without the links: their session or connection is over, or they could not be attached. Links that work are detached.</summary>
    /// <param name="failure">Why. What it says of processing is replaced by what is true of each request.</param>
    /// <param name="writtenOffset">
    /// How much of the connection's stream may have reached the peer: a request that ends beyond it has not. <see cref="long.MaxValue"/> while the connection works.
    /// </param>
    public void Lose(RequestFailure failure, long writtenOffset = long.MaxValue)
    {
        AdaptiveLock.AssertHeld(_gate);
        SessionEngine? session = Session;
        bool hasAttached = HasAttached;
        foreach (PendingRequest request in _pending.Snapshot())
        {
            bool mayBeThere = request.HasLeft && request.EndOffset <= writtenOffset;
            RequestPhase phase = GetPhase(request, hasAttached);
            Remove(request, settles: false);
            request.Fail(failure with { Phase = phase, MayHaveBeenProcessed = mayBeThere });
        }

        if (session is not null)
        {
            foreach (OutgoingDelivery delivery in session.Unsettled.Snapshot())
            {
                if (delivery.Link == _sender)
                {
                    session.Forget(delivery);
                }
            }
        }

        (SenderLink? sender, ReceiverLink? receiver) = (_sender, _receiver);
        _sender = null;
        _receiver = null;
        _isWanted = false;
        sender?.Detach(closed: true);
        receiver?.Detach(closed: true);
        _owner.OnLost(this, session, failure);
    }

    /// <summary>Ends a request whose deadline has passed or whose token was cancelled, unless it has ended. Without the lock.</summary>
    public void GiveUp(PendingRequest request, RequestFailureKind kind)
    {
        lock (_gate)
        {
            if (request.HasEnded)
            {
                return;
            }

            RequestFailure failure = new(kind, GetPhase(request, HasAttached)) { MayHaveBeenProcessed = request.HasLeft };
            Remove(request, settles: true);
            request.Fail(failure);
            _connection.RequestWrite();
        }
    }

    private PendingRequest Encode(AmqpMessage request)
    {
        Properties properties = request.Properties ?? default;
        if (properties.MessageId.IsNone)
        {
            properties.MessageId = $"{ReplyTo}-{Interlocked.Increment(ref _lastId)}";
        }

        properties.ReplyTo = ReplyTo;
        PendingRequest pending = new(this, properties.MessageId, properties.CorrelationId) { IsPresettled = _terms.IsPresettled };

        // The caller's memory is not read after this: what the buffer borrows is copied.
        pending.Hold(request.With(properties).ToBytes());
        return pending;
    }

    private void Begin(PendingRequest request)
    {
        AdaptiveLock.AssertHeld(_gate);
        if (request.HasEnded)
        {
            request.ReleasePayload();
            request.Unwatch();
            return;
        }

        if (HasAttached && !IsReady)
        {
            // This side has detached one of the links, and the peer has not answered yet: the pair is of no use any more.
            Lose(new RequestFailure(RequestFailureKind.Detached, RequestPhase.Attaching) { Error = _receiver?.DetachError });
        }

        _pending.Add(request);
        _waiting.Enqueue(request);
        request.Phase = DeliveryPhase.Waiting;
        if (IsReady)
        {
            SendWaiting();
        }
        else if (!_isWanted)
        {
            _isWanted = true;
            _owner.OnWanted(this);
        }
    }

    /// <summary>Hands what waits to the link that sends, once replies can come; what the node takes in no message ends here.</summary>
    private void SendWaiting()
    {
        if (!IsReady)
        {
            return;
        }

        if (_isWanted)
        {
            _isWanted = false;
            _owner.OnReady(this);
        }

        SenderLink sender = _sender!;
        while (_waiting.First is PendingRequest request)
        {
            if (request.Length > sender.MessageSizeLimit)
            {
                RequestFailure failure = new(RequestFailureKind.MessageTooLarge, RequestPhase.WaitingForCredit) { Size = request.Length, Limit = sender.MessageSizeLimit };
                Remove(request, settles: false);
                request.Fail(failure);
                continue;
            }

            _waiting.Remove(request);
            sender.Queue.Enqueue(request);
        }

        if (!sender.Queue.IsEmpty)
        {
            sender.OnEnqueued();
        }
    }

    private static RequestPhase GetPhase(PendingRequest request, bool hasAttached) =>
        request.HasLeft ? RequestPhase.WaitingForReply : hasAttached ? RequestPhase.WaitingForCredit : RequestPhase.Attaching;

    /// <summary>Forgets a request: takes it back as far as it has not left, and settles it from this side, so that nothing is kept of it.</summary>
    private void Remove(PendingRequest request, bool settles)
    {
        _pending.Remove(request);
        if (request.Queue == _waiting)
        {
            _waiting.Remove(request);
            request.ReleasePayload();
        }
        else if (request.IsInQueue)
        {
            _sender!.Withdraw(request);
        }
        else if (settles && request is { Phase: DeliveryPhase.Appended, IsPresettled: false, Link: { } link })
        {
            link.Session.Forget(request);
            request.Phase = DeliveryPhase.Settled;
            link.Session.Write(new Disposition { Role = Role.Sender, First = request.DeliveryId, Settled = true });
        }
    }
}
