using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>
/// A session of its own on a <see cref="SendConnection"/> (AMQP 1.0, 2.5), with the links that are made on it and no others. Thread-safe.
/// </summary>
/// <remarks>
/// Its links are never attached on another session. When the session is lost, with its connection or because the peer ended it, <see cref="State"/> is
/// <see cref="SendSessionState.Idle"/>, and each link on it is lost too: messages that wait go on waiting, those that have left are Indeterminate, and the retry policy of each sender decides
/// whether its link is attached again, which begins the session again.
/// </remarks>
public sealed class SendSession : IAsyncDisposable
{
    private readonly ClientContext _client;
    private readonly LinkSession _session;
    private readonly object _closing = new();
    private SendSessionState _state;
    private Task<SendCloseReport>? _closed;

    private SendSession(ConnectionContext connection, SessionSettings settings)
    {
        _client = new ClientContext(connection, Ownership.Session) { Closing = () => Raise(SendSessionState.Closed, failure: null) };
        _session = new LinkSession(settings, OnChanged);
    }

    /// <summary>
    /// Raised after <see cref="State"/> has changed: on the thread pool, one event after the other, in order with those of the connection, and never under a lock. What a handler throws is logged.
    /// </summary>
    public event EventHandler<SendSessionStateChangedEventArgs>? StateChanged;

    /// <summary>The state of the session. It may have changed by the time the value is read.</summary>
    public SendSessionState State
    {
        get
        {
            lock (_client.Lock)
            {
                return _client.IsClosing ? SendSessionState.Closed : _state;
            }
        }
    }

    /// <summary>
    /// The number of the channel on which this client sends the frames of the session (AMQP 1.0, 2.5.1); null unless the session is open. Another one each time that it is begun.
    /// </summary>
    public int? Channel
    {
        get
        {
            lock (_client.Lock)
            {
                return _session.IsActive ? _session.Current!.Channel : null;
            }
        }
    }

    /// <summary>Begins the session again after it was lost, instead of with the next link that is attached. Returns at once when it is open.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SendException">The session could not be begun, or not within <see cref="SendClientOptions.OpenTimeout"/>; the text says why and what to do.</exception>
    /// <exception cref="ObjectDisposedException">The session or its connection has been closed.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken = default)
    {
        TimeProvider clock = _client.Settings.TimeProvider;
        TimeSpan limit = _client.Settings.OpenTimeout;
        long start = clock.GetTimestamp();
        while (Begin() is { } opening)
        {
            TimeSpan left = limit == Timeout.InfiniteTimeSpan ? limit : limit - clock.GetElapsedTime(start);
            try
            {
                await opening.WaitAsync(left == Timeout.InfiniteTimeSpan || left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw ExplainTimeout(limit).ToException();
            }
        }
    }

    /// <summary>Makes a sender on a link of this session, and attaches the link.</summary>
    /// <param name="options">Address, name and terms of the link. Copied.</param>
    /// <param name="cancellationToken">Gives the link up, and the sender with it.</param>
    /// <returns>The sender. Close it, or the session, when it is needed no more.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is not usable, or the connection has a link of that name.</exception>
    /// <exception cref="SendException">
    /// The link was refused, or could not be attached within <see cref="SendClientOptions.OpenTimeout"/>; the text says why and what to do. There is no sender then.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The session or its connection has been closed.</exception>
    public async Task<MessageSender> CreateSenderAsync(SenderLinkOptions options, CancellationToken cancellationToken = default)
    {
        MessageSender sender = Make(SenderSettings.CreateFor(options));
        try
        {
            await sender.OpenAsync(cancellationToken).ConfigureAwait(false);
            return sender;
        }
        catch
        {
            await sender.CloseAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Takes no more messages, waits up to <see cref="SendClientOptions.DrainTimeout"/> for those on their way, closes the links of the session and waits up to
    /// <see cref="SendClientOptions.CloseTimeout"/> for the peer's answers, and ends the session; the connection goes on. A second call waits for the same end. Throws nothing but for
    /// <paramref name="cancellationToken"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the closing.</param>
    /// <returns>What was left undone.</returns>
    public Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken = default)
    {
        lock (_closing)
        {
            _closed ??= EndAsync();
        }

        return _closed.WaitAsync(cancellationToken);
    }

    /// <summary>Closes as <see cref="CloseAsync"/> does. Never throws.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    /// <summary>Makes a session and begins it.</summary>
    internal static async Task<SendSession> BeginAsync(ConnectionContext connection, SendSessionOptions? options, CancellationToken cancellationToken)
    {
        SendSession session = new(connection, OpenParameters.MakeSession(connection.Settings.SessionSettings, options));
        try
        {
            await session.OpenAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            // Nothing is on it that the caller could wait for, and a peer that has not begun it may not end it either.
            _ = session.CloseAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>What to wait for until the session is open; null when it is.</summary>
    private Task? Begin()
    {
        lock (_client.Lock)
        {
            _client.ThrowIfClosing();
            if (_session.IsActive)
            {
                return null;
            }

            if (_client.ReconnectLoop.Ready is not { } connection)
            {
                return _client.ReconnectLoop.OpenAsync();
            }

            Task opening = _session.WaitAsync();
            try
            {
                connection.Begin(_session);
            }
            catch (LimitReachedException exception)
            {
                throw LimitErrors.NoSession(connection.Endpoint.ToString(), exception).ToException();
            }

            return opening;
        }
    }

    private MessageSender Make(SenderSettings settings)
    {
        lock (_client.Lock)
        {
            _client.ThrowIfClosing();
            if (settings.LinkName is { } name && _client.Connection.Clients.SelectMany(static client => client.Senders).Any(sender => sender.Link.Name == name))
            {
                throw new ArgumentException(
                    $"There is a link named {ErrorText.Address(name)} on this connection, and names of links are unique there (AMQP 1.0, 2.6.1). Close its sender first, or give another name.", "options");
            }

            SendQueue queue = new(_client, new SenderDescription(settings.Address!), settings, _session);
            _client.Add(queue);
            return new MessageSender(queue);
        }
    }

    private async Task<SendCloseReport> EndAsync()
    {
        SendCloseReport report = await ClientClosing.RunAsync(_client).ConfigureAwait(false);
        lock (_client.Lock)
        {
            if (_client.ReconnectLoop.Ready is { } connection)
            {
                connection.End(_session);
            }
            else
            {
                _session.OnEnded();
            }
        }

        SendClientSettings settings = _client.Settings;
        await QuietWait.ForAsync(_session.WaitUntilEndedAsync(), settings.CloseTimeout, settings.TimeProvider, default).ConfigureAwait(false);
        return report;
    }

    /// <summary>The session has begun, or is lost. Under the lock.</summary>
    private void OnChanged(SendFailure? failure)
    {
        if (!_client.IsClosing)
        {
            Raise(_session.IsActive ? SendSessionState.Open : _session.Current is null ? SendSessionState.Idle : SendSessionState.Opening, failure);
        }
    }

    private void Raise(SendSessionState state, SendFailure? failure)
    {
        SendSessionState previous = _state;
        if (previous == state)
        {
            return;
        }

        _state = state;
        _client.Connection.Events.Raise(() => StateChanged?.Invoke(this, new SendSessionStateChangedEventArgs(previous, state, failure)));
    }

    private SendFailure ExplainTimeout(TimeSpan limit)
    {
        lock (_client.Lock)
        {
            return SendErrors.SessionOpenTimedOut(_client.Connection.EndpointNames, limit, _client.ReconnectLoop.LastFailure);
        }
    }
}
