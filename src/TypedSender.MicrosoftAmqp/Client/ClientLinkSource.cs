using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>
/// Gives the sender of a <see cref="MicrosoftAmqpClient"/> its links: a <see cref="FaultTolerantAmqpObject{T}"/>, each link on a session of its own. A link that was lost is
/// attached again as the retry policy decides.
/// </summary>
internal sealed class ClientLinkSource : ILinkSource, ITransportClient
{
    private readonly MicrosoftAmqpClientSettings _settings;
    private readonly ConnectionKeeper _connections;
    private readonly SenderDescription _description;
    private readonly SenderSettings _sender;
    private readonly LinkToken _token;
    private readonly RetryAdviser _adviser;
    private readonly FaultTolerantAmqpObject<SendingAmqpLink> _link;
    private LinkAttachment? _attachment;
    private SendFailure? _lastFailure;

    public ClientLinkSource(SendDomain domain, MicrosoftAmqpClientSettings settings, ConnectionKeeper connections, SenderDescription description, SenderSettings sender)
    {
        (_settings, _connections, _description, _sender) = (settings, connections, description, sender);
        _token = new LinkToken(domain, Address, sender.TokenAudience);
        _adviser = new RetryAdviser(domain, settings.Common.RetryPolicy);
        _link = new FaultTolerantAmqpObject<SendingAmqpLink>(_ => AttachAsync(), static link => link.CloseUnlessClosing());
    }

    /// <summary>Told where each link leads to, for telemetry.</summary>
    public Action<BrokerEndpoint>? Attached { get; set; }

    public bool IsExclusive => true;

    public bool CanReopen => !_connections.IsClosing;

    public BrokerEndpoint Endpoint => _settings.Common.Endpoints[0];

    /// <summary>The address of the target.</summary>
    public string Address => _sender.Address ?? _description.Address;

    public TimeSpan OpenTimeout => _settings.Common.OpenTimeout;

    public (SendPhase Phase, SendFailure? Obstacle) GetOpening()
    {
        if (_connections.Obstacle is { } connection)
        {
            return connection;
        }

        return _token.IsAwaited
            ? (SendPhase.Authorizing, _token.LastFailure)
            : (_attachment is { Link: not null } ? SendPhase.Reattaching : SendPhase.Attaching, Volatile.Read(ref _lastFailure));
    }

    public async Task<SendingAmqpLink> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PauseAfterLossAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                OpenedConnection opened = await _connections.GetAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                await _token.AuthorizeAsync(opened, cancellationToken).ConfigureAwait(false);
                LinkAttachment attachment = new(opened, cancellationToken);
                _attachment = attachment;
                try
                {
                    SendingAmqpLink link = await _link.GetOrCreateAsync(TimeSpan.MaxValue).ConfigureAwait(false);
                    if (attachment.Link != link)
                    {
                        // The last link has not seen yet that its session or connection is over.
                        link.Abort();
                        continue;
                    }

                    attachment.Since = _settings.TimeProvider.GetTimestamp();
                    Volatile.Write(ref _lastFailure, null);
                    Attached?.Invoke(opened.Host.Endpoint);
                    return link;
                }
                catch (Exception exception) when (exception is not OpenFailedException && !cancellationToken.IsCancellationRequested)
                {
                    if (!opened.IsOver)
                    {
                        SendFailure failure = PeerFailure.OfAttaching(exception, attachment.Session, Address, opened, OpenTimeout);
                        attachment.Session?.CloseUnlessClosing();
                        await PauseAsync(failure, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (OpenFailedException exception)
        {
            throw MicrosoftAmqpClientSettings.Rename(exception.Failure).ToException();
        }
    }

    public async Task CloseAsync(SendingAmqpLink? link, CancellationToken cancellationToken)
    {
        _token.Leave();
        if (link is { State: AmqpObjectState.Opened })
        {
            Task closed = link.EnsureClosedAsync(CancellationToken.None);
            closed.Observe();
            await QuietWait.ForAsync(closed, _settings.Common.CloseTimeout, _settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        _link.Close();
        _attachment?.Session?.CloseUnlessClosing();
    }

    /// <summary>Attaches a link on the connection that was chosen last.</summary>
    private async Task<SendingAmqpLink> AttachAsync()
    {
        LinkAttachment attachment = _attachment!;
        using CancellationTokenSource limit = new(OpenTimeout, _settings.TimeProvider);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, attachment.Closing);
        try
        {
            attachment.Session = await attachment.Opened.BeginSessionAsync(ending.Token).ConfigureAwait(false);
            attachment.Link = await attachment.Session.OpenLinkAsync(_description, _sender, ending.Token).ConfigureAwait(false);
            return attachment.Link;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !attachment.Closing.IsCancellationRequested)
        {
            throw new TimeoutException(exception.Message, exception);
        }
    }

    /// <summary>Keeps the pause before a link that was lost is attached again. The loss of a connection is for <see cref="ConnectionKeeper"/>.</summary>
    private async Task PauseAfterLossAsync(CancellationToken cancellationToken)
    {
        if (_attachment is { Link: { } link, IsLossTold: false, Opened.IsOver: false } lost)
        {
            lost.IsLossTold = true;
            SendFailure failure = PeerFailure.OfLink(link, Address, lost.Opened);
            lost.Session!.CloseUnlessClosing();
            await PauseAsync(failure, _settings.TimeProvider.GetElapsedTime(lost.Since), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Task.Delay(_adviser.RemainingPause, _settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits as the retry policy says.</summary>
    /// <exception cref="OpenFailedException">It wants no further attempt.</exception>
    private async Task PauseAsync(SendFailure failure, TimeSpan uptime, CancellationToken cancellationToken)
    {
        bool isRenewed = _token.TryRenew(uptime, ref failure);
        Volatile.Write(ref _lastFailure, failure);
        AmqpRetryContext context = new(AmqpRetryOperation.Attach, failure.NotSent())
        {
            Address = Address,
            HasWorked = uptime > TimeSpan.Zero,
            Uptime = uptime,
            IsNotAtFault = isRenewed,
        };
        TimeSpan pause = _adviser.Advise(context, $"'{Address}'") ?? throw new OpenFailedException(failure);
        await Task.Delay(pause, _settings.TimeProvider, cancellationToken).ConfigureAwait(false);
    }
}
