namespace TypedSender;

/// <summary>
/// A connection to one AMQP 1.0 peer that any number of clients (<see cref="SendClient"/>) and sessions (<see cref="SendSession"/>) share. It connects when it is opened or the first
/// message is sent, and again by itself after the connection was lost, as its <see cref="SendClientOptions.RetryPolicy"/> decides. Thread-safe.
/// </summary>
/// <remarks>
/// All that is on it shares one lock, one socket, and the limits of its options, <see cref="SendClientOptions.MaxPendingBytes"/> among them. Closing a client or session leaves the connection
/// open; closing the connection closes all of them.
/// </remarks>
public sealed class SendConnection : IAsyncDisposable
{
    private readonly ConnectionContext _connection;
    private readonly object _closing = new();
    private Task<SendCloseReport>? _closed;

    /// <summary>Makes a connection for a URL. Nothing is sent yet.</summary>
    /// <param name="url"><c>amqp://user:password@host:port/virtual-host</c>; without a user, SASL ANONYMOUS is used.</param>
    /// <param name="configure">Sets what the URL does not say.</param>
    /// <exception cref="ArgumentException">The URL or an option is not usable; the text says what is wrong, repeating nothing of the URL but its scheme, and what to write.</exception>
    public SendConnection(string url, Action<SendClientOptions>? configure = null)
        : this(SendClientAddress.Parse(url, configure))
    {
    }

    /// <summary>Makes a connection for options, which are copied. Nothing is sent yet.</summary>
    /// <param name="options">Where to connect, as whom, and the limits of all that is on the connection.</param>
    /// <exception cref="ArgumentException">An option is not usable; the text names it and says what to write.</exception>
    public SendConnection(SendClientOptions options)
    {
        _connection = new ConnectionContext(SendClientSettings.Create(options))
        {
            Watcher = new ConnectionEvents
            {
                StateChanged = change => StateChanged?.Invoke(this, change),
                Connected = connected => Connected?.Invoke(this, connected),
            },
        };
    }

    /// <summary>
    /// Raised after <see cref="State"/> has changed: on the thread pool, one event after the other, in order, and never under a lock. What a handler throws is logged.
    /// </summary>
    public event EventHandler<SendClientStateChangedEventArgs>? StateChanged;

    /// <summary>
    /// Raised after a connection has been opened that links can be attached on, the first time and each time again: on the thread pool, behind the <see cref="StateChanged"/> to
    /// <see cref="SendClientState.Connected"/>, in order with the other events, and never under a lock. What a handler throws is logged.
    /// </summary>
    public event EventHandler<SendClientConnectedEventArgs>? Connected;

    /// <summary>The state of the connection. It may have changed by the time the value is read.</summary>
    public SendClientState State
    {
        get
        {
            lock (_connection.Lock)
            {
                return _connection.Home.State;
            }
        }
    }

    /// <summary>The values that the peer gave when the connection was opened (AMQP 1.0, 2.7.1); null unless <see cref="State"/> is <see cref="SendClientState.Connected"/>.</summary>
    public SendClientConnection? Opened
    {
        get
        {
            lock (_connection.Lock)
            {
                return _connection.Home.Ready?.Opened;
            }
        }
    }

    /// <summary>Makes the connection now instead of with the first send. Returns at once when it is there.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SendException">None of the hosts could be connected, each tried once within <see cref="SendClientOptions.OpenTimeout"/>; the text says why and what to do.</exception>
    /// <exception cref="ObjectDisposedException">The connection has been closed.</exception>
    public Task OpenAsync(CancellationToken cancellationToken = default)
    {
        Task opened;
        lock (_connection.Lock)
        {
            _connection.ThrowIfClosing();
            opened = _connection.Home.OpenAsync();
        }

        return opened.WaitAsync(cancellationToken);
    }

    /// <summary>Begins a session of its own, for links that are attached on it alone; makes the connection before, if there is none.</summary>
    /// <param name="options">Limits of the session; null for those of the connection's options. Copied.</param>
    /// <param name="cancellationToken">Gives the session up.</param>
    /// <returns>The session, which has begun.</returns>
    /// <exception cref="ArgumentException">An option is not usable.</exception>
    /// <exception cref="SendException">The session could not be begun, or not within <see cref="SendClientOptions.OpenTimeout"/>; the text says why and what to do.</exception>
    /// <exception cref="ObjectDisposedException">The connection has been closed.</exception>
    public Task<SendSession> OpenSessionAsync(SendSessionOptions? options = null, CancellationToken cancellationToken = default) =>
        SendSession.BeginAsync(_connection, options, cancellationToken);

    /// <summary>
    /// Closes all clients and sessions on the connection to new messages, waits up to <see cref="SendClientOptions.DrainTimeout"/> for those on their way, closes the connection and waits up to
    /// <see cref="SendClientOptions.CloseTimeout"/> for the peer's answer, and another second at the most for code of the user's that is under way. A second call waits for the same end. Throws
    /// nothing but for <paramref name="cancellationToken"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the closing.</param>
    /// <returns>What was left undone, of all clients and sessions that were not closed before; and all pre-settled messages that were lost with connections.</returns>
    public Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken = default)
    {
        lock (_closing)
        {
            _closed ??= ClientClosing.RunAsync(_connection);
        }

        return _closed.WaitAsync(cancellationToken);
    }

    /// <summary>Closes as <see cref="CloseAsync"/> does. Never throws.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    /// <summary>What clients share on a connection.</summary>
    internal static ConnectionContext GetContext(SendConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection._connection;
    }
}
