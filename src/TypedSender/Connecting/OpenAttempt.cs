using System.Net;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// One attempt to open a connection: connects and shakes hands on a thread of its own, and keeps the open time-out until links can be attached.
/// </summary>
internal sealed class OpenAttempt
{
    private readonly ConnectionContext _client;
    private readonly BrokerHost _host;
    private readonly IOpenAttemptObserver _observer;
    private readonly ConnectionOpener _opener;
    private readonly ThreadPoolProbe _probe;
    private readonly TimeSpan _limit;
    private readonly long _start;
    private ITimer? _timer;
    private bool _isTimerStopped;

    /// <summary>Asks the user's logger: call it without the lock.</summary>
    public OpenAttempt(ConnectionContext client, BrokerHost host, CredentialSource credentials, TimeSpan limit, IOpenAttemptObserver observer)
    {
        _client = client;
        _host = host;
        _observer = observer;
        _probe = client.Pool.Begin();
        _opener = new ConnectionOpener(
            client.Settings, host, credentials, _probe, KeepLimit, exception => client.LogLater(logger => Log.StreamDisposeFailed(logger, host.ToString(), exception)));
        _limit = limit;
        _start = client.Settings.TimeProvider.GetTimestamp();
    }

    /// <summary>Where the frames of the connection are read into; made before it, as the handshake reads frames too.</summary>
    public FrameBuffer Frames => _opener.Frames;

    /// <summary>The credential of this attempt, once it has connected.</summary>
    public AmqpCredential Credential => _opener.Credential;

    /// <summary>The address that is connected; null where it is not known.</summary>
    public IPEndPoint? PeerAddress => _opener.PeerAddress;

    /// <summary>Ends when what was connected has been disposed, or when the time for that is over. Never fails.</summary>
    public Task StreamClosed => _opener.Closed;

    /// <summary>The values of the peer's open; null until it has come. Under the lock.</summary>
    public SendClientConnection? Opened { get; set; }

    /// <summary>The rest of the open time-out.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            if (_limit == Timeout.InfiniteTimeSpan)
            {
                return _limit;
            }

            TimeSpan left = _limit - _client.Settings.TimeProvider.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Begins, on a thread of its own: neither a pool without threads nor a delegate that blocks holds up anything else. Without the lock.</summary>
    public void Start()
    {
        ITimer timer = EmptyExecutionContext.CreateTimer(
            _client.Settings.TimeProvider, static attempt => ((OpenAttempt)attempt!)._observer.OnOpenTimedOut(), this, _limit, Timeout.InfiniteTimeSpan);
        lock (_client.Lock)
        {
            _timer = timer;
            if (_isTimerStopped)
            {
                // The client has been closed in between.
                timer.Dispose();
                return;
            }
        }

        DedicatedThread.Start("TypedSender connecting", () => _ = RunAsync());
    }

    /// <summary>The time-out has no more effect: links can be attached, or the connection has failed. Under the lock.</summary>
    public void StopTimer()
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        _isTimerStopped = true;
        _timer?.Dispose();
    }

    /// <summary>
    /// The connection is being closed in favour of another one: the peer's answer to the close frame is waited for as in closing, but for no longer than is
    /// left to open the next connection. Under the lock.
    /// </summary>
    public void LimitClosing()
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        (TimeSpan limit, TimeSpan left) = (_client.Settings.CloseTimeout, TimeLeft);
        limit = limit == Timeout.InfiniteTimeSpan || (left != Timeout.InfiniteTimeSpan && left < limit) ? left : limit;
        _timer?.Dispose();
        _timer = EmptyExecutionContext.CreateTimer(_client.Settings.TimeProvider, static attempt => ((OpenAttempt)attempt!)._observer.Abort(), this, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>From here on the client does the work of the pool while the pool has no thread to spare.</summary>
    public void HelpPool() => _client.Pool.Help(_probe);

    /// <summary>Cancels the attempt and disposes the stream that it has connected. Never blocks or throws. Call it without the lock.</summary>
    public void Abandon() => _opener.Abandon();

    /// <summary>The connection ended before the peer's open came.</summary>
    public SendFailure GetClosed(Exception? cause) => _opener.GetClosed(cause);

    /// <summary>The open time-out has passed.</summary>
    /// <param name="hasOpened">Whether the peer's open has come, so that it was a session that did not begin.</param>
    public SendFailure GetTimedOut(bool hasOpened)
    {
        SendFailure failure = hasOpened
            ? ConnectionErrors.OpenTimedOut(_host.Endpoint.Host, _host.Endpoint.Port, OpenPhase.Beginning, _client.Settings.OpenTimeout)
            : _opener.GetTimedOut();
        return _client.Pool.ExplainOpening(failure, _probe);
    }

    private async Task RunAsync()
    {
        _client.LogLater(logger => Log.Connecting(logger, _host.ToString()));
        try
        {
            (Stream? stream, SendFailure? failure) = await _opener.ConnectAsync().ConfigureAwait(false);
            if (stream is null)
            {
                _observer.OnOpenFailed(failure!);
            }
            else if (!_observer.TryBegin(stream))
            {
                _observer.OnOpenFailed(GetClosed(null));
            }
        }
        catch (Exception exception)
        {
            _observer.OnOpenFailed(FaultErrors.Internal(_host.Endpoint.Host, _host.Endpoint.Port, exception, hasOpened: false));
        }
    }

    /// <summary>Keeps the time-out on the thread that reads: the timer's callback may wait for a thread of the pool. Without the lock.</summary>
    private void KeepLimit()
    {
        if (_limit != Timeout.InfiniteTimeSpan && _client.Settings.TimeProvider.GetElapsedTime(_start) >= _limit)
        {
            _observer.OnOpenTimedOut();
        }
    }
}
