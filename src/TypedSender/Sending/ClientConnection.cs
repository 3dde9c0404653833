using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>One connection of a client, from the first packet to its end. It is not opened again: the client makes another.</summary>
internal sealed partial class ClientConnection : ITransportHandler
{
    private readonly ClientCore _core;
    private readonly ConnectionEngine _engine;
    private readonly ConnectionOpener _opener;
    private readonly CancellationTokenSource _openTimeout;
    private readonly TaskCompletionSource<SendFailure?> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _openLimit;
    private readonly long _start;
    private long? _readySince;
    private ITimer? _idleTimer;
    private bool _isClosedByUs;
    private bool _isDead;

    public ClientConnection(ClientCore core, BrokerEndpoint endpoint, TimeSpan openLimit)
    {
        _core = core;
        Endpoint = endpoint;
        _opener = new ConnectionOpener(core.Settings, endpoint);
        _engine = new ConnectionEngine(MakeSettings(core.Settings, endpoint) with { FrameTrace = _opener.Frames.Trace }, this);
        _openTimeout = new CancellationTokenSource(openLimit, core.Settings.TimeProvider);
        _openLimit = openLimit;
        _start = core.Settings.TimeProvider.GetTimestamp();
    }

    public AmqpTransport? Transport { get; private set; }

    public BrokerEndpoint Endpoint { get; }

    /// <summary>True once links can be attached, until the connection is lost.</summary>
    public bool IsReady => _readySince is not null && !_isDead;

    /// <summary>Why the connection is over; null before, and when the client closed it. For reading after <see cref="Stopped"/>.</summary>
    public SendFailure? Failure { get; private set; }

    /// <summary>How long links could be attached. For reading after <see cref="Stopped"/>.</summary>
    public TimeSpan LivedFor { get; private set; }

    /// <summary>True once the peer has decided about a message: it is more than a door that opens.</summary>
    public bool HasBroughtOutcome { get; private set; }

    /// <summary>Ends when links can be attached, with null, or when that cannot come to be, with the reason. Never fails.</summary>
    public Task<SendFailure?> Opened => _opened.Task;

    /// <summary>Ends when the socket is closed, whatever the reason. Never fails.</summary>
    public Task Stopped => _stopped.Task;

    public void Start() => _ = OpenAsync();

    /// <summary>Lets the pool write what has been appended. Under the lock.</summary>
    public void RequestWrite() => Transport?.Perform(Transport.RequestWrite(preferInline: false));

    /// <summary>Appends a close behind everything else; <see cref="Stopped"/> follows when the peer answers. Under the lock.</summary>
    public void Close()
    {
        _isClosedByUs = true;
        if (Transport is null)
        {
            _ = _openTimeout.CancelAsync();
            return;
        }

        _engine.Close();
        RequestWrite();
    }

    /// <summary>Drops the socket.</summary>
    public void Abort()
    {
        _ = _openTimeout.CancelAsync();
        Transport?.Abort();
    }

    void ITransportHandler.OnAdvanced()
    {
        if (Transport!.Failure is { } failure)
        {
            // The peer broke the protocol: nothing that was appended goes out any more, and nothing new may come behind the close.
            Fail(Explain(failure));
        }

        _core.FlushDecided();
    }

    void ITransportHandler.OnStopped(Exception? failure)
    {
        lock (_core.Gate)
        {
            NoteHangUp(failure);
            Fail(Explain(failure));
        }

        _stopped.TrySetResult();
    }

    private static ConnectionSettings MakeSettings(SendClientSettings settings, BrokerEndpoint endpoint) => new()
    {
        ContainerId = settings.ContainerId,
        Hostname = endpoint.VirtualHost.Hostname,
        MaxFrameSize = (uint)settings.MaxFrameSize,
        ChannelMax = settings.ChannelMax,
        IdleTimeout = settings.IdleTimeout == Timeout.InfiniteTimeSpan ? null : settings.IdleTimeout,
        Properties = LinkArguments.MakeConnectionProperties(settings.ConnectionProperties),
    };

    private async Task OpenAsync()
    {
        LogRecord.Write(_core.Logger, logger => Log.Connecting(logger, Endpoint.ToString()));
        try
        {
            Stream stream = await _opener.ConnectAsync(_openTimeout.Token).ConfigureAwait(false);
            if (Begin(stream))
            {
                return;
            }

            await stream.DisposeAsync().ConfigureAwait(false);
            FailOpening(_opener.GetClosed(null));
        }
        catch (OperationCanceledException)
        {
            FailOpening(_opener.GetTimedOut());
        }
        catch (OpenFailedException exception)
        {
            FailOpening(exception.Failure);
        }
        catch (Exception exception)
        {
            // Nothing else is expected here, and nothing may be left hanging all the same.
            FailOpening(ConnectionErrors.ConnectionLost(Endpoint.Host, Endpoint.Port, exception));
        }

        _stopped.TrySetResult();
    }

    /// <summary>The handshake is done: the engine takes over. False when the client has been closed meanwhile.</summary>
    private bool Begin(Stream stream)
    {
        WriteRequest write;
        lock (_core.Gate)
        {
            if (_isClosedByUs || _isDead)
            {
                return false;
            }

            Transport = new AmqpTransport(stream, _opener.Frames, _engine, _core.Gate, this, _core.Settings.TimeProvider);
            _engine.Open();
            write = Transport.RequestWrite(preferInline: true);
            _openTimeout.Token.UnsafeRegister(static connection => ((ClientConnection)connection!).OnOpenTimedOut(), this);
        }

        Transport.Perform(write);
        Transport.Start();
        return true;
    }

    private void OnOpenTimedOut()
    {
        lock (_core.Gate)
        {
            if (_opened.Task.IsCompleted || _isDead)
            {
                return;
            }

            GiveUp(_engine.IsOpenReceived
                ? ConnectionErrors.OpenTimedOut(Endpoint.Host, Endpoint.Port, OpenPhase.Beginning, _core.Settings.OpenTimeout)
                : _opener.GetTimedOut());
        }

        Transport?.Abort();
    }

    private void FailOpening(SendFailure failure)
    {
        lock (_core.Gate)
        {
            Fail(failure);
        }
    }

    private void StartIdleTimer()
    {
        if (_engine.TickInterval is { } interval)
        {
            _idleTimer = _core.Settings.TimeProvider.CreateTimer(static connection => ((ClientConnection)connection!).OnIdleTick(), this, interval, interval);
        }
    }

    private void OnIdleTick()
    {
        lock (_core.Gate)
        {
            if (_isDead)
            {
                return;
            }

            if (_engine.OnTick(_core.Settings.TimeProvider.GetElapsedTime(_start)))
            {
                RequestWrite();
                return;
            }

            TimeSpan timeout = _core.Settings.IdleTimeout;
            GiveUp(_engine.IsStalled
                ? ConnectionErrors.FrameUnfinished(Endpoint.Host, Endpoint.Port, timeout * ConnectionEngine.FrameTimeouts)
                : Transport!.IsHeldUp
                    ? ConnectionErrors.AnswersUnread(Endpoint.Host, Endpoint.Port, timeout)
                    : ConnectionErrors.IdleTimedOut(Endpoint.Host, Endpoint.Port, timeout));
        }

        Transport!.Abort();
    }

    private SendFailure Explain(Exception? failure) => failure switch
    {
        AmqpProtocolException or AmqpDecodeException => ConnectionErrors.BrokenFrame(Endpoint.Host, Endpoint.Port, failure.Message, failure),
        _ when !_engine.IsOpenReceived => _opener.GetClosed(failure),
        _ => ConnectionErrors.ConnectionLost(Endpoint.Host, Endpoint.Port, failure),
    };

    /// <summary>
    /// Fails the connection while it works as far as the transport knows. From here on until it is aborted, nothing that has been appended goes out, as it has been told
    /// as not sent, nothing that waits is appended, and nothing that comes is taken in. Under the lock.
    /// </summary>
    private void GiveUp(SendFailure failure)
    {
        _engine.CloseAbruptly();
        Fail(failure);
    }

    /// <summary>The connection is of no use any more: tells every sender. Only the first reason counts. Under the lock.</summary>
    private void Fail(SendFailure failure)
    {
        if (_isDead)
        {
            return;
        }

        _isDead = true;
        if (_isClosedByUs && !_opened.Task.IsCompleted)
        {
            failure = SendErrors.ClosedWhileOpening($"The connection to {Endpoint}");
        }

        Failure = failure;
        LivedFor = _readySince is { } since ? _core.Settings.TimeProvider.GetElapsedTime(since) : TimeSpan.Zero;
        _idleTimer?.Dispose();
        _openTimeout.CancelAfter(Timeout.InfiniteTimeSpan);
        _core.LostPresettled += _engine.PresettledCount - (Transport?.StartedPresettled ?? 0);
        LogFailure(failure);
        _core.Keeper.OnLost(this, failure);
        LoseSenders(failure);
        _core.FlushDecided();
        _opened.TrySetResult(failure);
    }

    private void LogFailure(SendFailure failure)
    {
        if (_isClosedByUs)
        {
            return;
        }

        if (_opened.Task.IsCompleted)
        {
            _core.LogLater(logger => Log.ConnectionLost(logger, Endpoint.ToString(), failure.Reason, failure.Message));
        }
        else
        {
            _core.LogLater(logger => Log.OpenFailed(logger, Endpoint.ToString(), failure.Reason, failure.Message));
        }
    }
}
