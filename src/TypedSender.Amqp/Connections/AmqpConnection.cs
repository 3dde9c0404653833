using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Connections;

/// <summary>
/// One AMQP connection over a stream that has been through the handshake: engine, transport, idle timer and stop (AMQP 1.0, 2.4). The same for a client, a receiver and a broker.
/// </summary>
/// <remarks>
/// It uses a lock and owns none. A lock belongs to a domain, which is everything that may ever hand messages to one another: all connections of one client are given that client's
/// lock. It guards the engine and is held while the engine reports; no I/O happens under it.
/// </remarks>
internal sealed class AmqpConnection
{
    private readonly Lock _gate;
    private readonly FrameBuffer _frames;
    private readonly IConnectionOwner _owner;
    private readonly TimeProvider _timeProvider;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _start;
    private ITimer? _idleTimer;

    public AmqpConnection(ConnectionSettings settings, Stream stream, FrameBuffer frames, Lock gate, IConnectionOwner owner, TimeProvider timeProvider)
    {
        _gate = gate;
        _frames = frames;
        _owner = owner;
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        Engine = new ConnectionEngine(settings, owner);
        Transport = new AmqpTransport(stream, frames, Engine, gate, owner.OnAdvanced, OnStopped, timeProvider);
    }

    /// <summary>The state of the connection. Under the lock.</summary>
    public ConnectionEngine Engine { get; }

    public AmqpTransport Transport { get; }

    /// <summary>The trace of the frames of both directions from here on; null for none. Under the lock, under which it is called.</summary>
    public IFrameTrace? FrameTrace
    {
        get => _frames.Trace;
        set
        {
            AdaptiveLock.AssertHeld(_gate);
            _frames.Trace = value;
            Engine.Output.FrameTrace = value;
        }
    }

    /// <summary>Ends when the connection is over, its stream disposed and the owner called. Never fails.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Begins to read. Without the lock.</summary>
    public void Start() => Transport.Start();

    /// <summary>Does something under the lock, and writes what it and what waited appended: on this thread, or on the pool.</summary>
    public void Enter(Action action, bool writesNow)
    {
        WriteRequest write;
        lock (_gate)
        {
            action();
            Engine.Pump();
            write = Transport.RequestWrite(preferInline: writesNow);
        }

        Transport.Perform(write);
    }

    /// <summary>Lets the pool write what has been appended. Under the lock.</summary>
    public void RequestWrite()
    {
        AdaptiveLock.AssertHeld(_gate);
        Transport.Perform(Transport.RequestWrite(preferInline: false));
    }

    /// <summary>Watches the idle time-outs of both sides from here on, if there are any: call it when the peer's open has come. Under the lock.</summary>
    public void StartIdleTimer()
    {
        AdaptiveLock.AssertHeld(_gate);
        if (Engine.TickInterval is { } interval)
        {
            _idleTimer = EmptyExecutionContext.CreateTimer(_timeProvider, static connection => ((AmqpConnection)connection!).OnIdleTick(), this, interval, interval);
        }
    }

    /// <summary>Watches the idle time-outs no longer; this happens by itself when the connection stops. Under the lock.</summary>
    public void StopIdleTimer()
    {
        AdaptiveLock.AssertHeld(_gate);
        _idleTimer?.Dispose();
        _idleTimer = null;
    }

    private void OnIdleTick()
    {
        AmqpError? error;
        WriteRequest finalWrite = WriteRequest.None;
        lock (_gate)
        {
            if (_idleTimer is null)
            {
                return;
            }

            if (Engine.OnTick(_timeProvider.GetElapsedTime(_start)))
            {
                RequestWrite();
                return;
            }

            StopIdleTimer();
            error = _owner.OnIdleTimedOut();
            if (error is not null)
            {
                Engine.Close(error);
                finalWrite = Transport.RequestWrite(preferInline: true);
            }
        }

        if (error is null)
        {
            Transport.Abort();
            return;
        }

        // Another thread may be writing, and have the close to write next.
        Transport.Perform(finalWrite);
        Transport.AbortAfterFinalFrames();
    }

    private void OnStopped(Exception? failure)
    {
        lock (_gate)
        {
            StopIdleTimer();
        }

        _owner.OnStopped(failure);
        _stopped.TrySetResult();
    }
}
