using TypedSender.Amqp;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The control link of one connection (AMQP 1.0, 4.1): carries declares and discharges to the peer's coordinator. Attached with the first transaction, and again with the next one after it was
/// lost. Guarded by the connection's lock, but for what is said to be without it.
/// </summary>
/// <remarks>
/// It is attached on a session of its own, because some brokers end the whole session when they refuse a link. A transaction whose work may lie on several sessions has the capability
/// <c>amqp:multi-ssns-per-txn</c> (4.5.7). Where the coordinator does not name it, the link moves to the session that senders share, and only links on that session carry the transaction.
/// </remarks>
internal sealed class ControlLink(ConnectionContext connection, BrokerEndpoint endpoint, AmqpConnection amqp, IReadOnlyList<SessionEngine> shared) : ISenderLinkHandler
{
    /// <summary>The name of the coordinator in texts and logs: it has no address.</summary>
    public const string Name = "$coordinator";

    private readonly DeliveryQueue _waiting = new();
    private readonly List<TransactionWork> _active = [];
    private SenderLink? _link;
    private SessionEngine? _own;
    private AmqpSymbol[]? _capabilities;
    private SendFailure? _lost;
    private bool _isReady;
    private int _attached;

    /// <summary>Sends a request, and returns its end. Without the lock.</summary>
    public Task<ControlReply> SendAsync(ControlRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        request.Watch(this, connection.Settings.TimeProvider, timeout, cancellationToken);
        amqp.Enter(() => Begin(request), writesNow: false);
        return request.Reply;
    }

    /// <summary>Ends a request whose deadline has passed or whose token was cancelled. Without the lock.</summary>
    public void GiveUp(ControlRequest request, SendReason reason)
    {
        lock (connection.Lock)
        {
            if (request.HasEnded)
            {
                return;
            }

            // One that has left stays among the unsettled: a transaction that is declared late is rolled back.
            bool hasLeft = request.Phase == DeliveryPhase.Appended;
            Withdraw(request);
            request.End(new ControlReply { Failure = TransactionErrors.GivenUp(request, reason), MayHaveLeft = hasLeft });
            amqp.RequestWrite();
        }
    }

    /// <summary>Whether work of this link's transactions may be sent on a session.</summary>
    /// <remarks>Not on another connection, which a link may be on that was redirected: the id means something else there, or nothing.</remarks>
    public bool Covers(SessionEngine session) => session.Connection == amqp.Engine && (_link?.Session == session || Offers(TxnCapability.MultiSsnsPerTxn));

    /// <summary>A transaction has ended.</summary>
    public void Remove(TransactionWork work)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        _active.Remove(work);
    }

    /// <summary>Ends the sends of a transaction that have not ended: it is rolled back.</summary>
    public void FailSends(TransactionWork work, SendFailure failure)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        foreach (SendQueue sender in connection.Clients.SelectMany(static client => client.Senders))
        {
            TransactionSends.Fail(sender, work, TransactionErrors.RolledBackSend(sender.Address, failure));
        }

        connection.FlushCompletions();
    }

    /// <summary>A session has begun. True when it is that of the control link, which is attached now.</summary>
    public bool TryBegin(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        if (session != _own)
        {
            return false;
        }

        Attach(session);
        return true;
    }

    /// <summary>The peer has ended a session, or broke its rules. True when it was that of the control link and nobody else's.</summary>
    public bool OnEnded(SessionEngine session, AmqpError? error)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        bool isOwn = session == _own;
        if (isOwn || _link?.Session == session)
        {
            Lose(_isReady ? TransactionErrors.Ended(endpoint, error) : TransactionErrors.Refused(endpoint, error));
        }

        return isOwn;
    }

    /// <summary>The connection does not work any more: all transactions are over.</summary>
    public void OnConnectionLost(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        _lost = connection.IsClosing ? TransactionErrors.Closed() : failure;
        Lose(_lost, amqp.Transport.StartedOffset);
    }

    void ISenderLinkHandler.OnAttached(SenderLink link, in Attach attach)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        if (link != _link)
        {
            return;
        }

        _capabilities = (attach.TargetTerminus as Coordinator)?.Capabilities;
        if (_capabilities is { Length: > 0 } && !Offers(TxnCapability.LocalTransactions))
        {
            Lose(TransactionErrors.NoLocalTransactions(endpoint, _capabilities));
            return;
        }

        if (_own is not null && !Offers(TxnCapability.MultiSsnsPerTxn) && FindShared() is { } session)
        {
            Leave();
            Attach(session);
            return;
        }

        _isReady = true;
        string name = link.Name;
        connection.LogLater(logger => Log.Attached(logger, name, Name, 0));
        SendWaiting();
    }

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        if (link == _link)
        {
            string condition = PeerErrors.Text(error);
            (string name, bool isReady) = (link.Name, _isReady);
            connection.LogLater(logger =>
            {
                if (isReady)
                {
                    Log.DetachedByPeer(logger, name, Name, condition);
                }
                else
                {
                    Log.AddressRefused(logger, Name, condition);
                }
            });
            Lose(isReady ? TransactionErrors.Ended(endpoint, error) : TransactionErrors.Refused(endpoint, error));
        }
    }

    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery)
    {
    }

    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        var request = (ControlRequest)delivery;
        TransactionWork? declared = request.Work is null && state is Declared { TxnId: var id } ? new TransactionWork(connection, this, id) : null;
        if (declared is not null)
        {
            _active.Add(declared);
        }

        if (declared is not null && (request.HasEnded || !declared.FitsTransfers))
        {
            // The one who asked for it has gone, or cannot use it. Nothing of the engine may be called from here.
            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.DisposeAsync(), declared, preferLocal: false);
        }

        request.End(declared is { FitsTransfers: false }
            ? new ControlReply { Failure = TransactionErrors.IdTooLong(endpoint, declared.Id) }
            : new ControlReply { State = state, Declared = declared });
    }

    private void Begin(ControlRequest request)
    {
        AdaptiveLock.AssertHeld(connection.Lock);
        SendFailure? obstacle = _lost ?? request.Work?.Loss
            ?? (amqp.Engine.IsCloseSent ? TransactionErrors.Closed() : null)
            ?? (request.Work is null && AllowsOne && _active.Count > 0 ? TransactionErrors.OneAtATime(endpoint) : null);
        if (request.HasEnded || obstacle is not null)
        {
            request.ReleasePayload();
            request.End(new ControlReply { Failure = obstacle });
            return;
        }

        _waiting.Enqueue(request);
        request.Phase = DeliveryPhase.Waiting;
        if (_isReady)
        {
            SendWaiting();
        }
        else if (_link is null && _own is null)
        {
            Open();
        }
    }

    /// <summary>True when the coordinator has said what it can do, and several transactions on one session are not among it.</summary>
    private bool AllowsOne => _capabilities is { Length: > 0 } && !Offers(TxnCapability.MultiTxnsPerSsn);

    private bool Offers(string capability) => _capabilities?.Any(offered => offered.Value == capability) == true;

    private SessionEngine? FindShared() => shared.FirstOrDefault(static session => session.IsActive);

    private void Open()
    {
        try
        {
            _own = amqp.Engine.BeginSession(connection.Settings.SessionSettings);
        }
        catch (LimitReachedException exception)
        {
            if (FindShared() is { } session)
            {
                Attach(session);
                return;
            }

            Lose(LimitErrors.LimitReached(Name, exception));
        }
    }

    private void Attach(SessionEngine session)
    {
        // Under another name the peer cannot take the new link for one whose end it has not seen (AMQP 1.0, 2.6.1).
        string name = $"{connection.Settings.ContainerId}-{Guid.NewGuid():N}-{++_attached}";
        connection.LogLater(logger => Log.Attaching(logger, name, Name));
        Attach attach = new()
        {
            Name = name,
            Handle = 0,
            Role = Role.Sender,
            SndSettleMode = SenderSettleMode.Unsettled,
            Source = new Source { Outcomes = ["amqp:accepted:list", "amqp:rejected:list"] },
            TargetTerminus = new Coordinator { Capabilities = [TxnCapability.LocalTransactions, TxnCapability.MultiTxnsPerSsn, TxnCapability.MultiSsnsPerTxn] },
        };
        try
        {
            _link = session.AttachSender(attach, new DeliveryQueue(), int.MaxValue, this);
        }
        catch (LimitReachedException exception)
        {
            Lose(LimitErrors.LimitReached(Name, exception));
        }

        amqp.RequestWrite();
    }

    private void SendWaiting()
    {
        while (_waiting.First is { } request)
        {
            _waiting.Remove(request);
            _link!.Queue.Enqueue(request);
        }

        if (!_link!.Queue.IsEmpty)
        {
            _link.OnEnqueued();
        }
    }

    private void Withdraw(OutgoingDelivery request)
    {
        if (request.Queue == _waiting)
        {
            _waiting.Remove(request);
            request.ReleasePayload();
        }
        else if (request.IsInQueue)
        {
            _link!.Withdraw(request);
        }
    }

    /// <summary>Does without the present link.</summary>
    private void Leave()
    {
        (SenderLink? link, SessionEngine? own) = (_link, _own);
        _link = null;
        _own = null;
        _isReady = false;
        link?.Detach(closed: true);
        own?.End();
    }

    /// <summary>The link is gone: its requests have no answer, and the peer rolls back what was not discharged (AMQP 1.0, 4.1).</summary>
    private void Lose(SendFailure failure, long startedOffset = long.MaxValue)
    {
        foreach (OutgoingDelivery delivery in _link?.Session.Unsettled.Snapshot() ?? [])
        {
            if (delivery is ControlRequest request && delivery.Link == _link)
            {
                bool hasLeft = request.Phase == DeliveryPhase.Appended && request.EndOffset <= startedOffset;
                Withdraw(request);
                _link!.Session.Forget(request);
                request.End(new ControlReply { Failure = failure, MayHaveLeft = hasLeft });
            }
        }

        while ((_link?.Queue.First ?? _waiting.First) is ControlRequest request)
        {
            Withdraw(request);
            request.End(new ControlReply { Failure = failure });
        }

        Leave();
        foreach (TransactionWork work in _active.ToArray())
        {
            work.OnLost(failure);
        }

        _active.Clear();
        _capabilities = null;
    }
}
