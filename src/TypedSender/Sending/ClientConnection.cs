using TypedSender.Amqp;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>One connection of a client, from the first packet to its end. It is not opened again: the client makes another.</summary>
internal sealed partial class ClientConnection : IConnectionOwner
{
    private readonly ClientCore _core;
    private readonly BrokerHost _host;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _openLimit;
    private readonly TaskCompletionSource _released = new();
    private readonly long _start;
    private AmqpConnection? _amqp;
    private long? _readySince;
    private bool _isClosedByUs;
    private bool _isDead;

    /// <summary>Asks the user's logger: call it without the lock.</summary>
    public ClientConnection(ClientCore core, BrokerHost host, TimeSpan openLimit)
    {
        _core = core;
        _host = host;
        _probe = core.Pool.Begin();
        _opener = new ConnectionOpener(core.Settings, host, _probe, KeepOpenLimit, exception => core.LogLater(logger => Log.StreamDisposeFailed(logger, Endpoint.ToString(), exception)));
        _openLimit = openLimit;
        _start = core.Settings.TimeProvider.GetTimestamp();
    }

    /// <summary>Null until the handshake is done.</summary>
    public AmqpTransport? Transport => _amqp?.Transport;

    public BrokerEndpoint Endpoint => _host.Endpoint;

    /// <summary>True once links can be attached, until the connection is lost.</summary>
    public bool IsReady => _readySince is not null && !_isDead;

    /// <summary>Why the connection is over; null before, and when the client closed it. For reading after <see cref="Stopped"/>.</summary>
    public SendFailure? Failure { get; private set; }

    /// <summary>How long links could be attached. For reading after <see cref="Stopped"/>.</summary>
    public TimeSpan LivedFor { get; private set; }

    /// <summary>True once the peer has decided about a message.</summary>
    public bool HasBroughtOutcome { get; set; }

    /// <summary>True once links could be attached, however the connection ended after that.</summary>
    public bool HasBeenReady => _readySince is not null;

    /// <summary>
    /// Ends when the connection is over and its socket closed, or, of a stream of the user's, when the time for its disposal is over. Never fails, and waits for no code
    /// of the user's without a bound.
    /// </summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Ends with <see cref="Stopped"/>, and continues where that comes about, without a thread of the pool.</summary>
    public Task Released => _released.Task;

    /// <summary>True once the peer's open has come.</summary>
    private bool HasOpened => _amqp is { Engine.IsOpenReceived: true };

    /// <summary>Lets the pool write what has been appended. Under the lock.</summary>
    public void RequestWrite() => _amqp?.RequestWrite();

    /// <summary>
    /// Appends a close behind everything else; <see cref="Stopped"/> follows when the peer answers. A connection in the making gets no further: call
    /// <see cref="AbortOpening"/> after leaving the lock. Under the lock.
    /// </summary>
    public void Close()
    {
        Gates.AssertHeld(_core.Gate);
        _isClosedByUs = true;
        if (_amqp is { } amqp)
        {
            amqp.Engine.Close();
            amqp.RequestWrite();
        }
    }

    /// <summary>Drops the socket. <see cref="Failure"/> and all outcomes stand when it returns. Without the lock.</summary>
    public void Abort()
    {
        if (Transport is { } transport)
        {
            transport.Abort();
        }
        else
        {
            AbortOpening();
        }
    }

    void IConnectionOwner.OnAdvanced()
    {
        Gates.AssertHeld(_core.Gate);
        if (Transport!.Failure is { } failure)
        {
            // The peer broke the protocol: nothing that was appended goes out any more, and nothing new may come behind the close.
            Fail(Explain(failure));
        }

        _core.FlushDecided();
    }

    AmqpError? IConnectionOwner.OnIdleTimedOut()
    {
        Gates.AssertHeld(_core.Gate);
        TimeSpan timeout = _core.Settings.IdleTimeout;
        GiveUp(_core.Pool.Explain(_amqp!.Engine.IsStalled
            ? ConnectionErrors.FrameUnfinished(Endpoint.Host, Endpoint.Port, timeout * ConnectionEngine.FrameTimeouts)
            : _amqp.Transport.IsHeldUp
                ? ConnectionErrors.AnswersUnread(Endpoint.Host, Endpoint.Port, timeout)
                : ConnectionErrors.IdleTimedOut(Endpoint.Host, Endpoint.Port, timeout)));
        return null;
    }

    void IConnectionOwner.OnStopped(Exception? failure)
    {
        lock (_core.Gate)
        {
            NoteHangUp(failure);
            Fail(Explain(failure));
            _openTimer?.Dispose();
        }

        _opener.Abandon();
        TellStopped();
    }

    private SendFailure Explain(Exception? failure)
        => !HasOpened && failure is not (AmqpProtocolException or AmqpDecodeException or InternalErrorException or StreamFaultException)
            ? _opener.GetClosed(failure)
            : FaultErrors.Ended(Endpoint.Host, Endpoint.Port, failure, _core.Settings.Credentials, hasOpened: HasOpened);

    /// <summary>
    /// Fails the connection while it works as far as the transport knows. From here on until it is aborted, nothing that has been appended goes out, as it has been told
    /// as not sent, nothing that waits is appended, and nothing that comes is taken in. Under the lock.
    /// </summary>
    private void GiveUp(SendFailure failure)
    {
        Gates.AssertHeld(_core.Gate);
        _amqp!.Engine.CloseAbruptly();
        Fail(failure);
    }

    /// <summary>The connection is of no use any more: tells every sender. Only the first reason counts. Under the lock.</summary>
    private void Fail(SendFailure failure)
    {
        Gates.AssertHeld(_core.Gate);
        if (_isDead)
        {
            return;
        }

        _isDead = true;
        if (_isClosedByUs && !HasBeenReady)
        {
            failure = SendErrors.ClosedWhileOpening($"The connection to {Endpoint}");
        }

        Failure = failure;
        LivedFor = _readySince is { } since ? _core.Settings.TimeProvider.GetElapsedTime(since) : TimeSpan.Zero;
        _amqp?.StopIdleTimer();
        _openTimer?.Dispose();
        _core.LostPresettled += _amqp is { } amqp ? amqp.Engine.PresettledCount - amqp.Transport.StartedPresettled : 0;
        LogFailure(failure);
        _core.Keeper.OnLost(failure);
        LoseSenders(failure);
        _core.FlushDecided();
    }

    private void LogFailure(SendFailure failure)
    {
        if (_isClosedByUs)
        {
            return;
        }

        if (HasBeenReady)
        {
            _core.LogLater(logger => Log.ConnectionLost(logger, Endpoint.ToString(), failure.Reason, failure.Message));
        }
        else
        {
            _core.LogLater(logger => Log.OpenFailed(logger, Endpoint.ToString(), failure.Reason, failure.Message));
        }
    }
}
