using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>A connection of a <see cref="MicrosoftAmqpClient"/>: an extension of the connection of Microsoft.Azure.Amqp that it belongs to. Thread-safe.</summary>
internal sealed class OpenedConnection
{
    private readonly SendDomain _domain;
    private readonly long _since;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SenderSession? _firstSession;

    /// <param name="domain">The client's.</param>
    /// <param name="settings">The client's.</param>
    /// <param name="connection">The connection, which is open.</param>
    /// <param name="host">Where it leads to.</param>
    /// <param name="credential">What it was logged in with.</param>
    /// <param name="firstSession">The session that was begun with it, for the first link.</param>
    public OpenedConnection(
        SendDomain domain, MicrosoftAmqpClientSettings settings, AmqpConnection connection, BrokerHost host, AmqpCredential credential, SenderSession firstSession)
    {
        _domain = domain;
        _since = settings.TimeProvider.GetTimestamp();
        _firstSession = firstSession;
        (Connection, Host, Credential) = (connection, host, credential);
        if (credential.Tokens is { } source)
        {
            CbsLink = new AmqpCbsLink(connection);
            Tokens = new TokenAuthority(domain, settings.Common.Tokens, source, new CbsTokenChannel(CbsLink, host.Endpoint), host);
        }
    }

    public AmqpConnection Connection { get; }

    public BrokerHost Host { get; }

    public AmqpCredential Credential { get; }

    /// <summary>Keeps the tokens of the connection valid; null for a credential without tokens.</summary>
    public TokenAuthority? Tokens { get; }

    /// <summary>True once nothing can be sent on it any more.</summary>
    public bool IsOver => Connection.IsClosing();

    /// <summary>Ends with the connection.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How long it has worked.</summary>
    public TimeSpan Uptime => _domain.Settings.TimeProvider.GetElapsedTime(_since);

    private AmqpCbsLink? CbsLink { get; }

    /// <summary>Returns the extension of a connection that <see cref="ClientConnector"/> has made.</summary>
    public static OpenedConnection Of(AmqpConnection connection) => connection.Extensions.Find<OpenedConnection>();

    /// <summary>Why it is over.</summary>
    public SendFailure GetFailure() => PeerFailure.OfConnection(Connection, Host.Endpoint, Credential);

    /// <summary>Begins a session for one link, or takes the first one.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<SenderSession> BeginSessionAsync(CancellationToken cancellationToken) => Interlocked.Exchange(ref _firstSession, null) is { State: AmqpObjectState.Opened } first
        ? first
        : await SenderSession.OpenAsync(Connection, cancellationToken).ConfigureAwait(false);

    /// <summary>Stops renewing tokens and closes the <c>$cbs</c> link. The connection itself is closed by its owner.</summary>
    public void Stop()
    {
        _ended.TrySetResult();
        if (Tokens is { } tokens)
        {
            lock (_domain.Lock)
            {
                tokens.Stop();
            }

            CbsLink!.Close();
        }
    }
}
