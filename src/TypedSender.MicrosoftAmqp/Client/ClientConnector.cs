using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Transport;
using TypedSender.Amqp.Transport;
using MicrosoftTransportSettings = Microsoft.Azure.Amqp.Transport.TransportSettings;

namespace TypedSender;

/// <summary>
/// Makes one connection of Microsoft.Azure.Amqp, of the parts that its <see cref="AmqpConnectionFactory"/> is made of: that one takes no container-id, virtual host, frame size or
/// idle time-out.
/// </summary>
internal sealed class ClientConnector(SendDomain domain, MicrosoftAmqpClientSettings settings)
{
    private readonly CredentialSource _credentials = new(settings.Common.Login);

    /// <summary>Connects to a host, logs in, and begins a first session, so that a peer which refuses the connection after its open frame is seen to.</summary>
    /// <param name="host">Where to.</param>
    /// <param name="cancellationToken">Cancelled when the client is closed.</param>
    /// <exception cref="OpenFailedException">It could not be connected, or not within <see cref="MicrosoftAmqpClientOptions.OpenTimeout"/>.</exception>
    public async Task<AmqpConnection> ConnectAsync(BrokerHost host, CancellationToken cancellationToken)
    {
        ConnectAttempt attempt = new(host, settings);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<AmqpConnection> connecting = RunAsync(attempt, ending.Token);
        try
        {
            AmqpConnection connection = await connecting.WaitAsync(settings.Common.OpenTimeout, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
            _credentials.NoteResult(isRefused: false);
            return connection;
        }
        catch (Exception exception)
        {
            await ending.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ = AbortLateAsync(connecting);
            SendFailure failure = attempt.Explain(exception);
            attempt.Abort();
            _credentials.NoteResult(isRefused: attempt.IsLoginRefused);
            throw new OpenFailedException(failure);
        }
    }

    private async Task<AmqpConnection> RunAsync(ConnectAttempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            attempt.Abort();
            throw;
        }
    }

    private async Task<AmqpConnection> OpenAsync(ConnectAttempt attempt, CancellationToken cancellationToken)
    {
        BrokerHost host = attempt.Host;
        string hostname = host.VirtualHost.For(settings.Broker ?? BrokerProfiles.Generic).Hostname;
        attempt.Credential = await Task.Run(() => _credentials.GetAsync(host.Endpoint, hostname, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
        if (SaslLogin.FindProblem(attempt.Credential, settings.Common.Login) is { } problem)
        {
            throw new OpenFailedException(CredentialErrors.ProviderReturned(host.Endpoint, _credentials.Provider!, $"{char.ToUpperInvariant(problem[0])}{problem[1..]}"));
        }

        AmqpSettings protocols = SaslLogin.MakeProtocols(attempt.Credential, settings.Common.Login);
        TimeSpan timeout = settings.Common.OpenTimeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : settings.Common.OpenTimeout;
        attempt.Transport = await new AmqpTransportInitiator(protocols, MakeTransport(attempt)).ConnectTaskAsync(timeout).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        AmqpConnection connection = new(attempt.Transport, protocols, OpenFrame.Make(settings, hostname));
        attempt.Connection = connection;
        await connection.OpenAsync(timeout).ConfigureAwait(false);

        SenderSession session = await SenderSession.OpenAsync(connection, cancellationToken).ConfigureAwait(false);
        connection.Extensions.Add(new OpenedConnection(domain, settings, connection, host, attempt.Credential, session));
        return connection;
    }

    private static MicrosoftTransportSettings MakeTransport(ConnectAttempt attempt)
    {
        BrokerEndpoint endpoint = attempt.Host.Endpoint;
        if (attempt.Host.WebSocket is { } webSocket)
        {
            return new WebSocketTransportSettings { Uri = webSocket.MakeUri(endpoint, endpoint.UseTls ? "wss" : "ws"), Proxy = webSocket.Proxy };
        }

        TcpTransportSettings tcp = new() { Host = endpoint.Host, Port = endpoint.Port };
        if (attempt.Host.Tls is not { } tls)
        {
            return tcp;
        }

        PeerCertificate certificate = new(tls);
        attempt.Certificate = certificate;
        return new TlsTransportSettings(tcp)
        {
            TargetHost = certificate.TargetHost,
            CertificateValidationCallback = certificate.Validate,
            CheckCertificateRevocation = false,
            Protocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            Certificate = MakeClientCertificate(attempt.Credential, tls),
        };
    }

    private static X509Certificate2? MakeClientCertificate(AmqpCredential credential, TlsSettings tls) =>
        credential.ClientCertificates is [var own, ..] ? own : tls.ClientCertificates is { Count: > 0 } shown ? (X509Certificate2)shown[0] : null;

    /// <summary>Aborts a connection that was opened after the attempt had been given up.</summary>
    private static async Task AbortLateAsync(Task<AmqpConnection> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully)
        {
            connecting.Result.Abort();
        }
    }
}
