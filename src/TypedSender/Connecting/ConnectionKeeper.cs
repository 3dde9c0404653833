using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Keeps a client connected: makes the connection when it is needed and again when it is lost, host after host, after the pause that the retry policy gives.
/// There is one connection at a time, and its socket is closed before the next is opened. Guarded by <see cref="ClientCore.Gate"/> unless said otherwise. Its steps run on
/// threads of their own: they go on when the pool has no thread to spare, and end when the policy, which is user code, does not.
/// </summary>
internal sealed partial class ConnectionKeeper(ClientCore core)
{
    private readonly CancellationTokenSource _closing = new();
    private readonly BrokerEndpoint[] _endpoints = [.. core.Settings.Endpoints];
    private readonly OpenWaiters _waiters = new();
    private SendClientState _state;
    private bool _isRunning;
    private bool _isClosed;
    private bool _hasConnected;
    private int _host;
    private int _failures;
    private bool _hasRetried;
    private bool _wasViolation;
    private long _notBefore;

    /// <summary>The connection in use or in the making; null when there is none.</summary>
    public ClientConnection? Connection { get; private set; }

    /// <summary>Why there is no connection; null when nothing has failed, and while connected.</summary>
    public SendFailure? LastFailure { get; private set; }

    public SendClientState State => core.IsClosing ? SendClientState.Closed : _state;

    /// <summary>True when a connection was lost or given up, and not only never made.</summary>
    public bool HasConnected => _hasConnected;

    /// <summary>The connection that links can be attached on; null when there is none.</summary>
    public ClientConnection? Ready => Connection is { IsReady: true } connection ? connection : null;

    /// <summary>Ends when nothing is running any more; only after <see cref="Close"/> that is for good. A policy of the user's may hold it up without limit.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Ends when the present connection is over, and its socket closed. Takes the lock itself.</summary>
    public Task Stopped
    {
        get
        {
            lock (core.Gate)
            {
                return Connection?.Stopped ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>Begins to connect, unless there is a connection or one on its way.</summary>
    public void Require()
    {
        Gates.AssertHeld(core.Gate);
        if (_isRunning || _isClosed)
        {
            return;
        }

        _isRunning = true;
        SetState(_hasConnected ? SendClientState.Reconnecting : SendClientState.Connecting, null);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Completion = ended.Task;

        OwnThread.Start("TypedSender connection", () => _ = RunAsync(ended));
    }

    /// <summary>Ends when a connection works; fails when all hosts have been tried in vain.</summary>
    public Task OpenAsync()
    {
        Gates.AssertHeld(core.Gate);
        if (Ready is not null)
        {
            return Task.CompletedTask;
        }

        Task opened = _waiters.WaitAsync();
        Require();
        return opened;
    }

    /// <summary>Links can be attached now.</summary>
    public void OnReady(ClientConnection connection)
    {
        Gates.AssertHeld(core.Gate);
        if (_hasConnected)
        {
            Instruments.CountReconnect(core, connection.Endpoint);
        }

        _hasConnected = true;
        _endpoints[_host] = connection.Endpoint;
        LastFailure = null;
        SetState(SendClientState.Connected, null, connection.Endpoint);
        _waiters.Succeed();
    }

    /// <summary>The connection is of no use any more; its socket may still be open.</summary>
    public void OnLost(ClientConnection connection, SendFailure failure)
    {
        Gates.AssertHeld(core.Gate);
        LastFailure = failure;
        if (_state == SendClientState.Connected)
        {
            SetState(SendClientState.Reconnecting, failure, connection.Endpoint);
        }
    }

    /// <summary>No more connections. Closes the one there is behind everything that has been appended; <see cref="Stopped"/> follows.</summary>
    public void Close()
    {
        Gates.AssertHeld(core.Gate);
        _isClosed = true;
        _waiters.Fail(SendErrors.ClosedWhileOpening($"The connection to {_endpoints[_host]}"));
        _ = _closing.CancelAsync();
        Connection?.Close();
    }

    /// <summary>Ends an attempt to connect, if there is one under way. Call it without the lock.</summary>
    public void AbortOpening() => GetConnection()?.AbortOpening();

    /// <summary>Drops the socket, if there is one. Call it without the lock.</summary>
    public void Abort() => GetConnection()?.Abort();

    private ClientConnection? GetConnection()
    {
        lock (core.Gate)
        {
            return Connection;
        }
    }

    private async Task RunAsync(TaskCompletionSource ended)
    {
        try
        {
            TimeSpan? pause = GetRemainingPause();
            while (pause is { } delay && await PauseAsync(delay).ConfigureAwait(false))
            {
                Ending ending = await TryHostsAsync().ConfigureAwait(false);
                pause = Decide(ending);
            }
        }
        catch (Exception exception)
        {
            GiveUpDefective(exception);
        }

        ended.TrySetResult();
    }

    /// <summary>A defect of this library: told, and not the end of all attempts.</summary>
    private void GiveUpDefective(Exception exception)
    {
        Abort();
        lock (core.Gate)
        {
            BrokerEndpoint endpoint = _endpoints[_host];
            Connection = null;
            LastFailure = FaultErrors.Internal(endpoint.Host, endpoint.Port, exception, hasOpened: false);
            _waiters.Fail(LastFailure);
            GiveUp(LastFailure, TimeSpan.Zero);
        }
    }

    /// <summary>How long to wait before the next round; null when there is none. Takes the lock itself, and asks the policy without it.</summary>
    private TimeSpan? Decide(Ending ending)
    {
        if (ending.Failure is not { } failure)
        {
            return null;
        }

        AmqpRetryContext context;
        lock (core.Gate)
        {
            if (_isClosed)
            {
                return null;
            }

            context = new AmqpRetryContext(AmqpRetryOperation.Connect, failure.NotSent()) { HasWorked = _hasConnected, LivedFor = ending.LivedFor };

            // A peer that breaks the protocol again and again does not begin anew with each outcome that it brings between.
            bool isViolation = context.Class == FailureClass.Protocol;
            if (ending.LivedFor >= AmqpRetryPolicy.LongLife || (ending.HasBroughtOutcome && !(isViolation && _wasViolation)))
            {
                _failures = 0;
                _hasRetried = false;
            }

            _wasViolation = isViolation;

            context = context with { Attempt = _failures + 1 };
        }

        AmqpRetryDecision decision = core.AskPolicy(context);
        TimeSpan pause = decision.IsRetry ? decision.GetPause(_hasRetried) : core.Settings.RetryPolicy.GetDelay(context);
        lock (core.Gate)
        {
            if (_isClosed)
            {
                return null;
            }

            _failures += decision.CountsAsAttempt || !decision.IsRetry ? 1 : 0;
            _hasRetried = true;
            if (decision.IsRetry)
            {
                core.LogLater(logger => Log.Reconnecting(logger, _endpoints[_host].ToString(), pause, context.Attempt));
                return pause;
            }

            GiveUp(failure, pause);
            return null;
        }
    }

    /// <summary>The senders that wait for a connection end; the next that needs one tries again, but not before the pause is over.</summary>
    private void GiveUp(SendFailure failure, TimeSpan pause)
    {
        Gates.AssertHeld(core.Gate);
        _isRunning = false;
        _notBefore = core.Settings.TimeProvider.GetTimestamp() + (long)(pause.TotalSeconds * core.Settings.TimeProvider.TimestampFrequency);
        core.LogLater(logger => Log.ConnectingGivenUp(logger, _endpoints[_host].ToString(), failure.Reason, failure.Message));
        SetState(SendClientState.Idle, failure);
        foreach (SendLink link in core.Links)
        {
            link.OnConnectingFailed(failure);
        }

        core.FlushDecided();

        // The waiters of the failed round have been failed. Those that were added since need another one.
        if (_waiters.Any)
        {
            Require();
        }
    }

    private TimeSpan GetRemainingPause()
    {
        lock (core.Gate)
        {
            TimeProvider time = core.Settings.TimeProvider;
            long now = time.GetTimestamp();
            return _failures == 0 || now >= _notBefore ? TimeSpan.Zero : time.GetElapsedTime(now, _notBefore);
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        if (pause > TimeSpan.Zero)
        {
            await OwnThread.After(Task.Delay(pause, core.Settings.TimeProvider, _closing.Token));
        }

        return !_closing.IsCancellationRequested;
    }

    private void SetState(SendClientState state, SendFailure? failure, BrokerEndpoint? endpoint = null)
    {
        Gates.AssertHeld(core.Gate);
        if (_state != state)
        {
            core.RaiseStateChanged(_state, state, endpoint ?? _endpoints[_host], failure);
            _state = state;
        }
    }

    /// <summary>How a round ended; without a failure the client has been closed.</summary>
    private readonly record struct Ending(SendFailure? Failure, TimeSpan LivedFor, bool HasBroughtOutcome);
}
