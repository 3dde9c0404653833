using Microsoft.Azure.Amqp;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Keeps the connection of a <see cref="MicrosoftAmqpClient"/>: a <see cref="FaultTolerantAmqpObject{T}"/>, of which a further one is made when a sender needs it and the last one
/// was lost, at one host after the other and as the retry policy decides. Thread-safe.
/// </summary>
internal sealed class ConnectionKeeper
{
    private readonly SendDomain _domain;
    private readonly MicrosoftAmqpClientSettings _settings;
    private readonly ClientConnector _connector;
    private readonly FaultTolerantAmqpObject<AmqpConnection> _connection;
    private readonly EndpointSelector _hosts;
    private readonly RetryAdviser _adviser;
    private readonly PendingOpens _waiters = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<OpenedConnection>? _opening;
    private OpenedConnection? _current;
    private OpenedConnection? _lost;
    private SendFailure? _lastFailure;
    private bool _hasConnected;

    public ConnectionKeeper(SendDomain domain, MicrosoftAmqpClientSettings settings)
    {
        _domain = domain;
        _settings = settings;
        _connector = new ClientConnector(domain, settings);
        _hosts = new EndpointSelector(settings.Common.Hosts);
        _adviser = new RetryAdviser(domain, settings.Common.RetryPolicy);
        _connection = new FaultTolerantAmqpObject<AmqpConnection>(_ => _connector.ConnectAsync(Host, _closing.Token), static connection => connection.CloseUnlessClosing());
    }

    /// <summary>True from the first call of <see cref="CloseAsync"/> on.</summary>
    public bool IsClosing => _closing.IsCancellationRequested;

    /// <summary>The phase of a send that waits for the connection, and the last failure to connect; null while connected.</summary>
    public (SendPhase Phase, SendFailure? Obstacle)? Obstacle => Volatile.Read(ref _current) is { IsOver: false }
        ? null
        : (Volatile.Read(ref _hasConnected) ? SendPhase.Reconnecting : SendPhase.Connecting, Volatile.Read(ref _lastFailure));

    private BrokerHost Host
    {
        get
        {
            lock (_domain.Lock)
            {
                return _hosts.Current;
            }
        }
    }

    /// <summary>Ends when there is a connection; fails only when no further attempt is made. All callers share the attempts.</summary>
    /// <exception cref="OpenFailedException">The retry policy ended the attempts, or the client is closed.</exception>
    public Task<OpenedConnection> GetAsync()
    {
        lock (_domain.Lock)
        {
            if (_current is { IsOver: false } current)
            {
                return Task.FromResult(current);
            }

            NoteLoss(_current);
            Begin();
            return _opening!;
        }
    }

    /// <summary>Ends when there is a connection; fails when all hosts have been tried once without success.</summary>
    /// <exception cref="SendException">None of the hosts could be connected.</exception>
    public Task OpenAsync()
    {
        lock (_domain.Lock)
        {
            if (_current is { IsOver: false })
            {
                return Task.CompletedTask;
            }

            NoteLoss(_current);
            Task opened = _waiters.WaitAsync();
            Begin();
            return opened;
        }
    }

    /// <summary>Makes no more connections, and closes the present one.</summary>
    public async Task CloseAsync()
    {
        OpenedConnection? current;
        Task? opening;
        lock (_domain.Lock)
        {
            _waiters.Fail(SendErrors.ClosedWhileOpening($"The connection to {_hosts.Current}"));
            (current, opening) = (_current, _opening);
        }

        await _closing.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening is not null)
        {
            await QuietWait.ForAsync(opening, _settings.Common.CloseTimeout, _settings.TimeProvider, default).ConfigureAwait(false);
            current ??= opening is Task<OpenedConnection> { IsCompletedSuccessfully: true } opened ? opened.Result : null;
        }

        if (current is not null)
        {
            current.Stop();
            Task closed = current.Connection.CloseAsync(TimeSpan.MaxValue);
            closed.Observe();
            await QuietWait.ForAsync(closed, _settings.Common.CloseTimeout, _settings.TimeProvider, default).ConfigureAwait(false);
            current.Connection.Abort();
        }

        _connection.Close();
    }

    /// <summary>Begins to connect, unless that is under way. Under the lock.</summary>
    private void Begin()
    {
        if (_opening is null)
        {
            _opening = Task.Run(ConnectAsync);
            _opening.Observe();
        }
    }

    private async Task<OpenedConnection> ConnectAsync()
    {
        try
        {
            TimeSpan? pause = AdviseOnLoss();
            while (true)
            {
                await Task.Delay(pause ?? throw new OpenFailedException(_lastFailure!), _settings.TimeProvider, _closing.Token).ConfigureAwait(false);
                (OpenedConnection? opened, SendFailure? failure) = await TryHostsAsync().ConfigureAwait(false);
                if (opened is not null)
                {
                    return opened;
                }

                pause = _adviser.Advise(MakeContext(failure!, TimeSpan.Zero), _hosts.Current.ToString());
            }
        }
        catch (OperationCanceledException)
        {
            throw new OpenFailedException(SendErrors.ClosedWhileOpening($"The connection to {_hosts.Current}"));
        }
        finally
        {
            lock (_domain.Lock)
            {
                _opening = null;

                // The waiters of the last attempt have been told. Those that came since need another one.
                if (_waiters.Any && !IsClosing)
                {
                    Begin();
                }
            }
        }
    }

    /// <summary>How long to wait before the next attempt, as the last connection was lost or the policy stopped before; null for no attempt.</summary>
    private TimeSpan? AdviseOnLoss()
    {
        OpenedConnection? lost;
        lock (_domain.Lock)
        {
            lost = _lost;
            _lost = null;
        }

        return lost is null ? _adviser.RemainingPause : _adviser.Advise(MakeContext(lost.GetFailure(), lost.Uptime), _hosts.Current.ToString());
    }

    private AmqpRetryContext MakeContext(SendFailure failure, TimeSpan uptime) => new(AmqpRetryOperation.Connect, failure.NotSent()) { HasWorked = _hasConnected, Uptime = uptime };

    /// <summary>Tries one host after the other, each once.</summary>
    private async Task<(OpenedConnection? Opened, SendFailure? Failure)> TryHostsAsync()
    {
        List<SendFailure> failures = [];
        for (int attempt = 0; attempt < _hosts.LapLength; attempt++)
        {
            try
            {
                return (OnOpened(OpenedConnection.Of(await _connection.GetOrCreateAsync(TimeSpan.MaxValue).ConfigureAwait(false))), null);
            }
            catch (OpenFailedException exception)
            {
                failures.Add(exception.Failure);
                _closing.Token.ThrowIfCancellationRequested();
                string endpoint = Host.ToString();
                _domain.LogLater(logger => Log.OpenFailed(logger, endpoint, exception.Failure.Reason, exception.Failure.Message));
                lock (_domain.Lock)
                {
                    _hosts.MoveNext();
                }
            }
        }

        SendFailure failure = ConnectionErrors.NoHostConnected(failures);
        lock (_domain.Lock)
        {
            if (!_hasConnected && !_settings.Common.RetryPolicy.RetryFirstConnection)
            {
                failure = ConnectionErrors.FirstConnectionFailed(failure);
            }

            _lastFailure = failure;
            _waiters.Fail(failure);
        }

        return (null, failure);
    }

    private OpenedConnection OnOpened(OpenedConnection opened)
    {
        lock (_domain.Lock)
        {
            if (_hasConnected)
            {
                Instruments.CountReconnect(_domain, _settings.MessagingSystem ?? (_settings.Broker ?? BrokerProfiles.Generic).MessagingSystem, opened.Host.Endpoint);
            }

            (_current, _hasConnected, _lastFailure) = (opened, true, null);
            _waiters.Succeed();
        }

        AmqpConnectionSettings agreed = opened.Connection.Settings;
        (string endpoint, string peer, uint size, ushort channels) = (
            opened.Host.ToString(), ErrorText.FromPeer(agreed.RemoteContainerId ?? ""), agreed.MaxFrameSize ?? uint.MaxValue, agreed.ChannelMax ?? ushort.MaxValue);
        _domain.LogLater(logger => Log.Connected(logger, endpoint, _settings.ContainerId, peer, size, channels));
        opened.Connection.SafeAddClosed((_, _) => OnEnded(opened));
        return opened;
    }

    /// <summary>A connection is over, on a thread of Microsoft.Azure.Amqp's.</summary>
    private void OnEnded(OpenedConnection opened)
    {
        opened.Stop();
        lock (_domain.Lock)
        {
            NoteLoss(opened);
        }
    }

    /// <summary>The connection is not used any more. Its links may end, and ask for another one, before it reports its own end. Under the lock.</summary>
    private void NoteLoss(OpenedConnection? opened)
    {
        if (opened is null || _current != opened)
        {
            return;
        }

        SendFailure failure = opened.GetFailure();
        (_current, _lost, _lastFailure) = (null, opened, failure);
        _hosts.MoveNext();
        if (!IsClosing)
        {
            string endpoint = opened.Host.ToString();
            _domain.LogLater(logger => Log.ConnectionLost(logger, endpoint, failure.Reason, failure.Message));
        }
    }
}
