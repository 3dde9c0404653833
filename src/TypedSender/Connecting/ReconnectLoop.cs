using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Keeps a connection: makes it when it is needed, and again when it was lost, after the pause that the retry policy gives; knows the links that it serves.
/// </summary>
/// <remarks>
/// There is one connection at a time, and its socket is closed before the next one is opened. All state is guarded by <see cref="ConnectionContext.Lock"/>, and
/// members are called under it unless they say otherwise. The steps run on threads of their own, so that they go on when the pool has no thread to spare, and
/// wait for nothing of the user's but the retry policy.
/// </remarks>
/// <param name="client">What the connection shares with others of its lock domain.</param>
/// <param name="hosts">Where to connect.</param>
/// <param name="credentials">Gives the credentials for these hosts.</param>
internal sealed partial class ReconnectLoop(ConnectionContext client, EndpointSelector hosts, CredentialSource credentials) : IClientConnectionObserver
{
    private readonly CancellationTokenSource _closing = new();
    private readonly ReconnectBackoff _backoff = new(client.Settings.TimeProvider);
    private readonly PendingOpens _waiters = new();
    private readonly List<SendLink> _links = [];
    private SendClientState _state;
    private bool _isRunning;

    /// <summary>The connection in use or in the making; null when there is none.</summary>
    public ClientConnection? Connection { get; private set; }

    /// <summary>Why there is no connection; null when nothing has failed, and while connected.</summary>
    public SendFailure? LastFailure { get; private set; }

    public SendClientState State => client.IsClosing ? SendClientState.Closed : _state;

    /// <summary>The links that are attached on the connection, or are to be.</summary>
    public IReadOnlyList<SendLink> Links => _links;

    /// <summary>True once links could be attached on any connection of the client.</summary>
    public bool HasConnected { get; private set; }

    /// <summary>The host that is, or is to be, connected to.</summary>
    public BrokerHost Host => Connection?.Host ?? hosts.Current;

    /// <summary>True once it makes no more connections.</summary>
    public bool IsClosed => _closing.IsCancellationRequested;

    /// <summary>The connection that links can be attached on; null when there is none.</summary>
    public ClientConnection? Ready => Connection is { IsReady: true } connection ? connection : null;

    /// <summary>
    /// Ends when no step runs any more; for good only after <see cref="Close"/>. A retry policy that does not return holds it up without limit.
    /// </summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Ends when the present connection is over and its socket closed. Takes the lock itself.</summary>
    public Task Stopped
    {
        get
        {
            lock (client.Lock)
            {
                return Connection?.Stopped ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>Serves a link from here on.</summary>
    public void Add(SendLink link)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        _links.Add(link);
    }

    /// <summary>Serves a link no longer; more than once does no harm.</summary>
    public void Remove(SendLink link)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (_links.Remove(link) && _links.Count == 0)
        {
            client.OnUnused(this);
        }
    }

    /// <summary>Begins to connect, unless there is a connection or one in the making.</summary>
    public void Require()
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (_isRunning || _closing.IsCancellationRequested)
        {
            return;
        }

        _isRunning = true;
        SetState(HasConnected ? SendClientState.Reconnecting : SendClientState.Connecting, null);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Completion = ended.Task;

        DedicatedThread.Start("TypedSender connection", () => _ = RunAsync(ended));
    }

    /// <summary>Ends when a connection is open; fails when all hosts have been tried without success.</summary>
    public Task OpenAsync()
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (Ready is not null)
        {
            return Task.CompletedTask;
        }

        Task opened = _waiters.WaitAsync();
        Require();
        return opened;
    }

    /// <summary>Links can be attached now.</summary>
    public void OnReady(BrokerHost host)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (HasConnected)
        {
            Instruments.CountReconnect(client.Domain, client.Settings.MessagingSystem ?? (Connection!.Opened!.TelemetryPeer.Broker ?? client.Broker).MessagingSystem, host.Endpoint);
        }

        HasConnected = true;
        if (host.Endpoint == hosts.Current.Endpoint)
        {
            hosts.Confirm(host);
        }

        LastFailure = null;
        SetState(SendClientState.Connected, null);
        client.RaiseConnected(this, Connection!.Opened!);
        _waiters.Succeed();
    }

    /// <summary>The connection does not work any more; its socket may still be open.</summary>
    public void OnLost(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        LastFailure = failure;
        if (_state == SendClientState.Connected)
        {
            SetState(SendClientState.Reconnecting, failure);
        }
    }

    /// <summary>Makes no more connections, and closes the present one behind everything that has been appended; <see cref="Stopped"/> follows.</summary>
    public void Close()
    {
        AdaptiveLock.AssertHeld(client.Lock);
        _waiters.Fail(SendErrors.ClosedWhileOpening($"The connection to {hosts.Current}"));
        _ = _closing.CancelAsync();
        Connection?.Close();
    }

    /// <summary>Ends an attempt to connect, if there is one. Call it without the lock.</summary>
    public void AbortOpening() => GetConnection()?.AbortOpening();

    /// <summary>Drops the socket, if there is one. Call it without the lock.</summary>
    public void Abort() => GetConnection()?.Abort();

    private ClientConnection? GetConnection()
    {
        lock (client.Lock)
        {
            return Connection;
        }
    }

    private void SetState(SendClientState state, SendFailure? failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (_state != state)
        {
            client.RaiseStateChanged(this, _state, state, Host.Endpoint, failure);
            _state = state;
        }
    }
}
