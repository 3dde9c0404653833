using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>How a connection opens: connected and taken through the handshake on a thread of its own, within <see cref="SendClientOptions.OpenTimeout"/>.</summary>
internal sealed partial class ClientConnection
{
    private readonly ConnectionOpener _opener;
    private readonly PoolProbe _probe;
    private ITimer? _openTimer;

    /// <summary>Begins to connect, on a thread of its own: neither a pool without threads nor a delegate that blocks holds up anything else.</summary>
    public void Start()
    {
        ITimer timer = EmptyContext.CreateTimer(
            _core.Settings.TimeProvider, static connection => ((ClientConnection)connection!).OnOpenTimedOut(), this, _openLimit, Timeout.InfiniteTimeSpan);
        lock (_core.Gate)
        {
            _openTimer = timer;
            if (_isDead)
            {
                timer.Dispose();
                return;
            }
        }

        OwnThread.Start("TypedSender connecting", () => _ = OpenAsync());
    }

    /// <summary>Ends an attempt to connect, if that is how far it is. Without the lock.</summary>
    public void AbortOpening()
    {
        if (Transport is null)
        {
            EndOpening(_opener.GetClosed(null));
        }
    }

    private async Task OpenAsync()
    {
        _core.LogLater(logger => Log.Connecting(logger, Endpoint.ToString()));
        try
        {
            (Stream? stream, SendFailure? failure) = await _opener.ConnectAsync().ConfigureAwait(false);
            if (stream is null)
            {
                EndOpening(failure!);
            }
            else if (!Begin(stream))
            {
                // It was given up meanwhile.
                EndOpening(_opener.GetClosed(null));
            }
        }
        catch (Exception exception)
        {
            EndOpening(FaultErrors.Internal(Endpoint.Host, Endpoint.Port, exception, hasOpened: false));
        }
    }

    /// <summary>The handshake is done: the engine takes over. False when the attempt has been given up meanwhile.</summary>
    private bool Begin(Stream stream)
    {
        AmqpConnection amqp = new(MakeSettings(_core.Settings), stream, _opener.Frames, _core.Gate, this, _core.Settings.TimeProvider);
        WriteRequest write;
        lock (_core.Gate)
        {
            if (_isClosedByUs || _isDead)
            {
                return false;
            }

            _amqp = amqp;
            amqp.Engine.Open();
            write = amqp.Transport.RequestWrite(preferInline: true);
        }

        _core.Pool.Help(_probe);
        amqp.Transport.Perform(write);
        amqp.Start();
        return true;
    }

    private ConnectionSettings MakeSettings(SendClientSettings settings) => new()
    {
        ContainerId = settings.ContainerId,
        Hostname = Endpoint.VirtualHost.Hostname,
        MaxFrameSize = (uint)settings.MaxFrameSize,
        ChannelMax = settings.ChannelMax,
        IdleTimeout = settings.IdleTimeout == Timeout.InfiniteTimeSpan ? null : settings.IdleTimeout,
        FrameTrace = _opener.Frames.Trace,
        FindFlaws = PeerProfiles.GetFlaws,
        Properties = LinkArguments.MakeConnectionProperties(settings.ConnectionProperties),
    };

    /// <summary>Keeps the time-out on the thread that reads: the timer's callback may wait for a thread of the pool. Without the lock.</summary>
    private void KeepOpenLimit()
    {
        if (_openLimit != Timeout.InfiniteTimeSpan && _core.Settings.TimeProvider.GetElapsedTime(_start) >= _openLimit)
        {
            OnOpenTimedOut();
        }
    }

    private void OnOpenTimedOut()
    {
        lock (_core.Gate)
        {
            if (HasBeenReady || _isDead)
            {
                return;
            }

            SendFailure timedOut = HasOpened
                ? ConnectionErrors.OpenTimedOut(Endpoint.Host, Endpoint.Port, OpenPhase.Beginning, _core.Settings.OpenTimeout)
                : _opener.GetTimedOut();
            SendFailure failure = _core.Pool.ExplainOpening(timedOut, _probe);
            if (Transport is null)
            {
                Fail(failure);
            }
            else
            {
                GiveUp(failure);
            }
        }

        Abort();
    }

    /// <summary>The attempt to connect is over, unless it had ended before. Without the lock.</summary>
    private void EndOpening(SendFailure failure)
    {
        lock (_core.Gate)
        {
            Fail(failure);
        }

        if (Transport is { } transport)
        {
            transport.Abort();
            return;
        }

        _opener.Abandon();
        TellStopped();
    }

    /// <summary>The connection is over; what is left is the disposal of the stream, which is not waited for for long.</summary>
    private void TellStopped()
    {
        Task closed = _opener.Closed;
        if (closed.IsCompleted)
        {
            Tell();
        }
        else
        {
            closed.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Tell);
        }

        void Tell()
        {
            _stopped.TrySetResult();
            _released.TrySetResult();
        }
    }
}
