using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// A connection to one AMQP 1.0 peer and the senders on it; or the senders alone, on a <see cref="SendConnection"/> that several clients share. Make one for each broker and keep it: it is thread-safe, connects when the first message is
/// sent or <see cref="OpenAsync"/> is called, and connects again by itself after the connection was lost, as its <see cref="SendClientOptions.RetryPolicy"/> decides.
/// </summary>
public sealed class SendClient : ISendClient
{
    private readonly ClientContext _client;
    private readonly SenderTable _senders;
    private readonly object _closing = new();
    private Task<SendCloseReport>? _closed;

    /// <summary>Makes a client for a URL. Nothing is sent yet.</summary>
    /// <param name="url"><c>amqp://user:password@host:port/virtual-host</c>; without a user, SASL ANONYMOUS is used.</param>
    /// <param name="configure">Sets what the URL does not say.</param>
    /// <exception cref="ArgumentException">The URL or an option is not usable; the text says what is wrong, repeating nothing of the URL but its scheme, and what to write.</exception>
    public SendClient(string url, Action<SendClientOptions>? configure = null)
        : this(SendClientAddress.Parse(url, configure))
    {
    }

    /// <summary>Makes a client for options, which are copied. Nothing is sent yet.</summary>
    /// <param name="options">Where to connect, as whom, and the limits.</param>
    /// <exception cref="ArgumentException">An option is not usable; the text names it and says what to write.</exception>
    public SendClient(SendClientOptions options)
        : this(new ConnectionContext(SendClientSettings.Create(options)), Ownership.Client)
    {
    }

    /// <summary>
    /// Makes a client on a connection that it shares with others. Nothing is sent yet. State and events are those of the connection, until the client is closed; options are the connection's.
    /// </summary>
    /// <param name="connection">The connection. It need not be open, and is not closed with the client.</param>
    /// <exception cref="ArgumentNullException"><paramref name="connection"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The connection has been closed.</exception>
    public SendClient(SendConnection connection)
        : this(SendConnection.GetContext(connection), Ownership.SharingClient)
    {
    }

    private SendClient(ConnectionContext connection, Ownership ownership)
    {
        ConnectionEvents events = new()
        {
            StateChanged = change => StateChanged?.Invoke(this, change),
            Connected = connected => Connected?.Invoke(this, connected),
        };
        _client = new ClientContext(connection, ownership) { Watcher = events };
        _senders = new SenderTable(Make);
    }

    /// <summary>
    /// Raised after <see cref="State"/> has changed: on the thread pool, one event after the other, in order, and never under a lock. What a handler throws is logged.
    /// </summary>
    public event EventHandler<SendClientStateChangedEventArgs>? StateChanged;

    /// <summary>
    /// Raised after a connection has been opened that links can be attached on, the first time and each time again: on the thread pool, behind the <see cref="StateChanged"/> to
    /// <see cref="SendClientState.Connected"/>, in order with the other events, also those of senders, and never under a lock. What a handler throws is logged.
    /// </summary>
    public event EventHandler<SendClientConnectedEventArgs>? Connected;

    /// <summary>The state of the connection. It may have changed by the time the value is read.</summary>
    public SendClientState State
    {
        get
        {
            lock (_client.Lock)
            {
                return _client.IsClosing ? SendClientState.Closed : _client.ReconnectLoop.State;
            }
        }
    }

    /// <summary>
    /// The values that the peer gave when the present connection was opened (AMQP 1.0, 2.7.1); null unless <see cref="State"/> is <see cref="SendClientState.Connected"/>. It
    /// may have changed by the time the value is read.
    /// </summary>
    public SendClientConnection? Connection
    {
        get
        {
            lock (_client.Lock)
            {
                return _client.ReconnectLoop.Ready?.Opened;
            }
        }
    }

    /// <summary>Returns the sender for an interface marked with <c>[AmqpSender]</c>; the same one for the same interface and equal options. Nothing is sent yet.</summary>
    /// <typeparam name="T">The sender interface.</typeparam>
    /// <param name="options">What differs from the interface's attributes in this environment; null for nothing.</param>
    /// <exception cref="ArgumentException">An option is not usable.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public T GetSender<T>(SenderOptions? options = null)
        where T : class, ITypedSender<T>
    {
        _client.ThrowIfClosing();
        var settings = SenderSettings.Create(options);
        lock (_senders.Lock)
        {
            return _senders.Get<T>(settings);
        }
    }

    /// <summary>Returns what a typed sender hides: its state, opening and closing of its link, and sending of untyped messages and encoded ones on it.</summary>
    /// <param name="sender">A sender that this client's <see cref="GetSender"/> returned.</param>
    /// <exception cref="ArgumentException"><paramref name="sender"/> is not one of this client's.</exception>
    public MessageSender GetMessageSender(object sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        lock (_senders.Lock)
        {
            return _senders.Find(sender);
        }
    }

    /// <inheritdoc/>
    public MessageSender GetMessageSender(string address, SenderOptions? options = null) => GetMessageSender(SenderSettings.CreateFor(address, options));

    /// <inheritdoc/>
    public MessageSender GetMessageSender(SenderOptions options) => GetMessageSender(SenderSettings.CreateForTarget(options));

    /// <summary>What the senders and requests of this client share.</summary>
    internal ClientContext Context => _client;

    /// <summary>Returns a client of a management node on this client's connection. Nothing is sent yet.</summary>
    /// <param name="node">The address of the node.</param>
    /// <param name="options">Names of the status fields, and limits; null for the defaults. Copied.</param>
    /// <exception cref="ArgumentException">The address or an option is not usable.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public AmqpManagementClient GetManagement(string node = "$management", AmqpManagementOptions? options = null)
    {
        _client.ThrowIfClosing();
        return new AmqpManagementClient(_client, ManagementSettings.Create(node, options));
    }

    /// <summary>Returns the typed client for an interface marked with <c>[AmqpManagement]</c>. Nothing is sent yet.</summary>
    /// <typeparam name="T">The interface.</typeparam>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public T GetManagement<T>()
        where T : class, IAmqpManagement<T>
        => T.Create(GetManagement(T.Node));

    /// <summary>Returns the typed client for an interface marked with <c>[AmqpManagement]</c>, with options. Nothing is sent yet.</summary>
    /// <typeparam name="T">The interface.</typeparam>
    /// <param name="options">Names of the status fields, and limits; null for the defaults. Copied.</param>
    /// <exception cref="ArgumentException">An option is not usable.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public T GetManagement<T>(AmqpManagementOptions? options)
        where T : class, IAmqpManagement<T>
        => T.Create(GetManagement(T.Node, options));

    /// <summary>
    /// Begins a transaction of the peer on this client's connection, which is made if there is none (AMQP 1.0, 4.2). Give it to send methods, as a parameter of theirs or in
    /// <see cref="SendOptions.Transaction"/>, and end it by <see cref="AmqpTransaction.CommitAsync"/>; disposing of it rolls it back.
    /// </summary>
    /// <param name="cancellationToken">Gives it up. A transaction that the peer declares later is rolled back.</param>
    /// <returns>The transaction, once the peer has declared it, within <see cref="SendClientOptions.SendTimeout"/>.</returns>
    /// <exception cref="SendException">There is none: the text says why and what to do. Nothing was sent.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public Task<AmqpTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default) => TransactionStart.BeginAsync(_client, cancellationToken);

    /// <summary>Makes the connection now instead of with the first send. Returns at once when it is there.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SendException">None of the hosts could be connected, each tried once within <see cref="SendClientOptions.OpenTimeout"/>; the text says why and what to do.</exception>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public Task OpenAsync(CancellationToken cancellationToken = default)
    {
        Task opened;
        lock (_client.Lock)
        {
            _client.ThrowIfClosing();
            opened = _client.ReconnectLoop.OpenAsync();
        }

        return opened.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Takes no more messages, waits up to <see cref="SendClientOptions.DrainTimeout"/> for those on their way, closes the connection and waits up to
    /// <see cref="SendClientOptions.CloseTimeout"/> for the peer's answer, and another second at the most for code of the user's that is under way. A second call waits for
    /// the same end. Throws nothing but for <paramref name="cancellationToken"/>.
    /// </summary>
    /// <remarks>
    /// On a <see cref="SendConnection"/> it is the links of this client that are detached; the connection and other clients on it go on. Pre-settled messages that are lost later, with the
    /// connection, are in the report of that connection.
    /// </remarks>
    /// <param name="cancellationToken">Ends the waiting, not the closing.</param>
    /// <returns>What was left undone.</returns>
    public Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken = default) => BeginCloseAsync(CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>
    /// Closes as <see cref="CloseAsync"/> does, but for the token: once it is cancelled, what is on its way ends as after the time-out, and the peer is not waited for. Without effect on a close
    /// that has begun.
    /// </summary>
    internal Task<SendCloseReport> BeginCloseAsync(CancellationToken abandoned)
    {
        lock (_closing)
        {
            return _closed ??= ClientClosing.RunAsync(_client, abandoned);
        }
    }

    /// <summary>Closes as <see cref="CloseAsync"/> does. Never throws.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private MessageSender GetMessageSender(SenderSettings settings)
    {
        _client.ThrowIfClosing();
        lock (_senders.Lock)
        {
            return _senders.Get(settings);
        }
    }

    private MessageSender Make(SenderDescription description, SenderSettings settings)
    {
        SendQueue queue;
        lock (_client.Lock)
        {
            _client.ThrowIfClosing();
            queue = TerminusFields.FindTarget(description, settings) is { IsAnonymous: true } ? new RelayQueue(_client, description, settings) : new SendQueue(_client, description, settings);
            _client.Add(queue);
        }

        return new MessageSender(queue);
    }
}
