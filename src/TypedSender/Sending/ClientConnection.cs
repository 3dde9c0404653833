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
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _start;
    private SessionEngine? _session;
    private ITimer? _idleTimer;
    private bool _isClosedByUs;
    private bool _isDead;

    public ClientConnection(ClientCore core)
    {
        _core = core;
        _opener = new ConnectionOpener(core.Settings);
        _engine = new ConnectionEngine(MakeSettings(core.Settings) with { FrameTrace = _opener.Frames.Trace }, this);
        _openTimeout = new CancellationTokenSource(core.Settings.OpenTimeout, core.Settings.TimeProvider);
        _start = core.Settings.TimeProvider.GetTimestamp();
    }

    public AmqpTransport? Transport { get; private set; }

    /// <summary>The session of the senders; only when <see cref="IsReady"/>.</summary>
    public SessionEngine Session => _session!;

    /// <summary>True once links can be attached.</summary>
    public bool IsReady => _session is { IsActive: true } && !_isDead;

    /// <summary>Ends when the socket is closed, whatever the reason. Never fails.</summary>
    public Task Stopped => _stopped.Task;

    // Without the caller's execution context: the connection outlives the call that made it.
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(static connection => _ = connection.OpenAsync(), this, preferLocal: false);

    /// <summary>Ends when links can be attached; fails when that cannot come to be.</summary>
    public Task WhenReady() => _ready.Task;

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
            Fail(Explain(failure));
        }

        _stopped.TrySetResult();
    }

    private static ConnectionSettings MakeSettings(SendClientSettings settings) => new()
    {
        ContainerId = settings.ContainerId,
        Hostname = settings.VirtualHost,
        MaxFrameSize = (uint)settings.MaxFrameSize,
        ChannelMax = settings.ChannelMax,
        IdleTimeout = settings.IdleTimeout == Timeout.InfiniteTimeSpan ? null : settings.IdleTimeout,
        Properties = LinkArguments.MakeConnectionProperties(settings.ConnectionProperties),
    };

    private async Task OpenAsync()
    {
        LogRecord.Write(_core.Logger, logger => Log.Connecting(logger, _core.Settings.Endpoint));
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
            FailOpening(ConnectionErrors.ConnectionLost(_core.Settings.Host, _core.Settings.Port, exception));
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
            if (_ready.Task.IsCompleted || _isDead)
            {
                return;
            }

            Fail(_engine.IsOpenReceived
                ? ConnectionErrors.OpenTimedOut(_core.Settings.Host, _core.Settings.Port, OpenPhase.Beginning, _core.Settings.OpenTimeout)
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

            Fail(ConnectionErrors.IdleTimedOut(_core.Settings.Host, _core.Settings.Port, _core.Settings.IdleTimeout));
        }

        Transport!.Abort();
    }

    private SendFailure Explain(Exception? failure) => failure switch
    {
        AmqpProtocolException or AmqpDecodeException => ConnectionErrors.BrokenFrame(_core.Settings.Host, _core.Settings.Port, failure.Message, failure),
        _ when !_engine.IsOpenReceived => _opener.GetClosed(failure),
        _ => ConnectionErrors.ConnectionLost(_core.Settings.Host, _core.Settings.Port, failure),
    };

    /// <summary>The connection is of no use any more: tells every sender. Only the first reason counts. Under the lock.</summary>
    private void Fail(SendFailure failure)
    {
        if (_isDead)
        {
            return;
        }

        _isDead = true;
        if (_isClosedByUs && !_ready.Task.IsCompleted)
        {
            failure = SendErrors.ClosedWhileOpening($"The connection to {ErrorText.Endpoint(_core.Settings.Host, _core.Settings.Port)}");
        }

        _idleTimer?.Dispose();
        _openTimeout.CancelAfter(Timeout.InfiniteTimeSpan);
        _core.Forget(this);
        long startedOffset = Transport?.StartedOffset ?? 0;
        _core.LostPresettled += _engine.PresettledCount - (Transport?.StartedPresettled ?? 0);
        LogFailure(failure);

        foreach (MessageSender sender in _core.Senders)
        {
            if (sender.Uses(this))
            {
                sender.OnLinkLost(failure, startedOffset);
            }
        }

        _core.FlushDecided();
        _ready.TrySetException(failure.ToException());

        // Only who asked for the connection itself looks at this.
        _ = _ready.Task.Exception;
    }

    private void LogFailure(SendFailure failure)
    {
        if (_isClosedByUs)
        {
            return;
        }

        if (_ready.Task.IsCompleted)
        {
            _core.LogLater(logger => Log.ConnectionLost(logger, _core.Settings.Endpoint, failure.Reason, failure.Message));
        }
        else
        {
            _core.LogLater(logger => Log.OpenFailed(logger, _core.Settings.Endpoint, failure.Reason, failure.Message));
        }
    }
}
