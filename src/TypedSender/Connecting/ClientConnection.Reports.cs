using TypedSender.Amqp;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// What is reported to the connection, in the order of its life: by the attempt to open it, without the lock; by the engine, under the lock; and at last that
/// it is over.
/// </summary>
internal sealed partial class ClientConnection
{
    bool IOpenAttemptObserver.TryBegin(Stream stream)
    {
        AmqpConnection amqp = new(_client.Settings.OpenParameters.MakeConnection(_host.VirtualHost.Hostname, _opening.Frames.Trace), stream, _opening.Frames, _client.Lock, this, _client.Settings.TimeProvider);
        TokenAuthority? tokens = MakeTokens();
        WriteRequest write;
        lock (_client.Lock)
        {
            if (_isClosedByUs || IsDead)
            {
                return false;
            }

            _amqp = amqp;
            _sessions = new SessionPool(_client, Endpoint, amqp, tokens, _observer.Links);
            amqp.Engine.Open();
            write = amqp.Transport.RequestWrite(preferInline: true);
        }

        _opening.HelpPool();
        amqp.Transport.Perform(write);
        amqp.Start();
        return true;
    }

    void IOpenAttemptObserver.OnOpenFailed(SendFailure failure) => EndOpening(failure);

    void IOpenAttemptObserver.OnOpenTimedOut()
    {
        lock (_client.Lock)
        {
            if (HasBeenReady || IsDead)
            {
                return;
            }

            SendFailure failure = _opening.GetTimedOut(HasOpened);
            if (_amqp is null)
            {
                Fail(failure);
            }
            else
            {
                FailAbruptly(failure);
            }
        }

        Abort();
    }

    void IConnectionObserver.OnOpened(in Open open)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_host.GetOtherForm(open) is { } other)
        {
            CloseInFavorOf(other);
            return;
        }

        if (_client.Settings.OpenParameters.FindMissingCapabilities(open) is { Length: > 0 } missing)
        {
            CloseForLackOf(missing, open);
            return;
        }

        _opening.Opened = new SendClientConnection(Endpoint, open, _client.Settings, _opening.PeerAddress);
        (string peer, uint maxFrameSize, ushort channelMax) = (ErrorText.FromPeer(open.ContainerId), open.MaxFrameSize, open.ChannelMax);
        _client.LogLater(logger => Log.Connected(logger, Endpoint.ToString(), _client.Settings.ContainerId, peer, maxFrameSize, channelMax));
        if (_amqp!.Engine.RemoteIdleTimeout is { } asked && asked < ConnectionEngine.ShortestIdleTimeout)
        {
            _client.LogLater(logger => Log.IdleTimeoutTooShort(logger, Endpoint.ToString(), asked, ConnectionEngine.ShortestIdleTimeout));
        }

        BeginFirstSession();
        _amqp.StartIdleTimer();
    }

    void IConnectionObserver.OnSessionBegun(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_sessions!.TryBeginOwn(session) || !_sessions.TryShare(session))
        {
            return;
        }

        if (!HasBeenReady)
        {
            _readySince = _client.Settings.TimeProvider.GetTimestamp();
            _opening.StopTimer();
            _observer.OnReady(_host);
        }

        foreach (SendLink sender in _observer.Links.ToArray())
        {
            sender.OnConnectionReady(this);
        }
    }

    void IConnectionObserver.OnSessionEnded(SessionEngine session, AmqpError? error) => _sessions!.OnEnded(session, error);

    void IConnectionObserver.OnEndAnswered(SessionEngine session) => _sessions!.OnEndAnswered(session);

    void IConnectionObserver.OnAttachRequested(SessionEngine session, in Attach attach)
        => session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotAllowed, "this client takes no link that the peer attaches"));

    void IConnectionObserver.OnClosed(AmqpError? error) => Fail(
        (HasBeenReady
            ? PeerErrors.ConnectionClosed(Endpoint.Host, Endpoint.Port, error)
            : PeerErrors.ConnectionRefused(Endpoint.Host, Endpoint.Port, _host.VirtualHost, error)).At(_client.Broker));

    void IConnectionOwner.OnAdvanced()
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (Transport!.Failure is { } failure)
        {
            // The peer broke the protocol: nothing that was appended goes out any more, and nothing new may come behind the close.
            Fail(Explain(failure));
        }

        _client.FlushCompletions();
    }

    AmqpError? IConnectionOwner.OnIdleTimedOut()
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        TimeSpan timeout = _client.Settings.IdleTimeout;
        FailAbruptly(_client.Pool.Explain(_amqp!.Engine.IsStalled
            ? ConnectionErrors.FrameUnfinished(Endpoint.Host, Endpoint.Port, timeout * ConnectionEngine.FrameTimeouts)
            : _amqp.Transport.IsReadingSuspended
                ? ConnectionErrors.AnswersNotRead(Endpoint.Host, Endpoint.Port, timeout)
                : ConnectionErrors.IdleTimedOut(Endpoint.Host, Endpoint.Port, timeout)));
        return null;
    }

    void IConnectionOwner.OnStopped(Exception? failure)
    {
        lock (_client.Lock)
        {
            if (!IsDead && !_isClosedByUs && !HasOpened)
            {
                // The peer may take the virtual host's name in another form, and not say so.
                OtherForm = _host.GetOtherFormAfterHangUp(failure);
            }

            Fail(Explain(failure));
            _opening.StopTimer();
        }

        _opening.Abandon();
        CompleteWhenStreamIsClosed();
    }

    /// <summary>
    /// Closes the connection in favour of another one to the same host: nothing has been sent but the open frame, and nothing follows but the close frame.
    /// </summary>
    private void CloseInFavorOf(BrokerHost other)
    {
        OtherForm = other;
        Failure = ConnectionErrors.VirtualHostFormUnclear(Endpoint.Host, Endpoint.Port);
        _client.LogLater(logger => Log.VirtualHostInOtherForm(logger, Endpoint.ToString()));
        _amqp!.Engine.Close();
        _opening.LimitClosing();
    }

    /// <summary>Closes the connection because the peer does not offer what is required: no session is begun, and nothing follows but the close frame.</summary>
    private void CloseForLackOf(string[] missing, in Open open)
    {
        _amqp!.Engine.Close();
        Fail(LimitErrors.CapabilityMissing(Endpoint.Host, Endpoint.Port, missing, PeerValues.ReadCapabilities(open.OfferedCapabilities)));
        _opening.LimitClosing();
    }

    private void BeginFirstSession()
    {
        try
        {
            _sessions!.BeginShared();
        }
        catch (LimitReachedException exception)
        {
            Fail(LimitErrors.LimitReached(Endpoint.ToString(), exception));
            ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Abort(), this, preferLocal: false);
        }
    }

    private TokenAuthority? MakeTokens() => _opening.Credential.Tokens is { } source
        ? new TokenAuthority(_client.Domain, _client.Settings.Tokens, source, new TokenNode(RequestAsync), _host)
        : null;

    private SendFailure Explain(Exception? failure)
        => !HasOpened && failure is not (AmqpProtocolException or AmqpDecodeException or InternalErrorException or StreamFaultException)
            ? _opening.GetClosed(failure)
            : FaultErrors.Ended(Endpoint.Host, Endpoint.Port, failure, _opening.Credential, hasOpened: HasOpened);
}
