using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>How far one attempt to connect has come, and why it failed: Microsoft.Azure.Amqp reports each step by exceptions of its own.</summary>
internal sealed class ConnectAttempt(BrokerHost host, MicrosoftAmqpClientSettings settings)
{
    /// <summary>Where to.</summary>
    public BrokerHost Host => host;

    /// <summary>The credential that the client logs in with.</summary>
    public AmqpCredential Credential { get; set; } = settings.Common.Login.Credential;

    /// <summary>Checks the peer's certificate; null without TLS, and for a WebSocket.</summary>
    public PeerCertificate? Certificate { get; set; }

    /// <summary>The transport beneath the connection, once it is connected and logged in.</summary>
    public TransportBase? Transport { get; set; }

    /// <summary>The connection, once its open frame is sent.</summary>
    public AmqpConnection? Connection { get; set; }

    /// <summary>Whether the peer refused the credential.</summary>
    public bool IsLoginRefused { get; private set; }

    private (string Host, int Port) Peer => (host.Endpoint.Host, host.Endpoint.Port);

    private bool IsSecured => Certificate?.IsAccepted == true;

    /// <summary>Drops what has been made.</summary>
    public void Abort()
    {
        Connection?.Abort();
        Transport?.Abort();
    }

    /// <summary>Says why the attempt failed.</summary>
    /// <param name="exception">What it threw.</param>
    public SendFailure Explain(Exception exception) => MicrosoftAmqpClientSettings.Rename(exception switch
    {
        OpenFailedException failed => failed.Failure,
        _ when Connection is { } connection => ExplainOpening(connection, exception),
        _ => ExplainConnecting(exception),
    });

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not (null or T))
        {
            exception = exception.InnerException;
        }

        return exception as T;
    }

    /// <summary>The socket, TLS, the WebSocket and the login, which Microsoft.Azure.Amqp does in one go.</summary>
    private SendFailure ExplainConnecting(Exception exception)
    {
        if (Find<UnauthorizedAccessException>(exception) is { } refused)
        {
            IsLoginRefused = true;
            return LoginErrors.Refused(host.Endpoint, new LoginAttempt(Credential, settings.Common.Login.Credential.Provider), ReadCode(refused.Message));
        }

        if (Find<AmqpException>(exception) is { } peer)
        {
            return ExplainHandshake(peer);
        }

        if (Certificate is { } certificate && (certificate.IsRefused || Find<AuthenticationException>(exception) is not null))
        {
            AuthenticationException cause = Find<AuthenticationException>(exception) ?? new AuthenticationException(exception.Message, exception);
            return TlsErrors.Refused(Peer.Host, Peer.Port, certificate.TargetHost, new TlsException(certificate.Validation, cause));
        }

        if (host.WebSocket is not null && Find<SocketException>(exception) is null && Find<TimeoutException>(exception) is null)
        {
            return ExplainWebSocket(exception);
        }

        return exception switch
        {
            _ when Find<SocketException>(exception) is { } socket => ConnectionErrors.ConnectFailed(Peer.Host, Peer.Port, socket),
            _ when Find<TimeoutException>(exception) is not null =>
                ConnectionErrors.OpenTimedOut(Peer.Host, Peer.Port, IsSecured ? OpenPhase.Header : OpenPhase.Connecting, settings.Common.OpenTimeout, IsSecured),
            _ => ConnectionErrors.ClosedWhileOpening(Peer.Host, Peer.Port, host.Tls is not null && !IsSecured ? OpenPhase.Securing : OpenPhase.Header, exception, IsSecured),
        };
    }

    /// <summary>Protocol headers, and the choice of a mechanism.</summary>
    private SendFailure ExplainHandshake(AmqpException peer)
    {
        string text = ErrorText.FromPeer(peer.Message).TrimEnd('.');
        return peer.Error.Condition.Value == AmqpErrorConditions.NotFound
            ? new SendFailure(
                SendReason.AuthenticationFailed,
                $"{host.Endpoint} offers no SASL mechanism by which Microsoft.Azure.Amqp could log in {Credential.Texts.Given}: {text}. {Credential.Texts.IfNotOffered}")
            : new SendFailure(
                SendReason.ProtocolMismatch,
                $"{host.Endpoint} did not answer as AMQP 1.0 demands: {text}. Check that the port is the broker's AMQP port, and that the broker has AMQP 1.0 and SASL enabled.");
    }

    /// <summary>The path and the proxy stand in no text, nor in an inner exception.</summary>
    private SendFailure ExplainWebSocket(Exception exception)
    {
        string how = Find<AuthenticationException>(exception) is not null ? "its TLS handshake failed" : Find<WebSocketException>(exception) is { } socket ? $"{socket.WebSocketErrorCode}" : exception.GetType().Name;
        return new SendFailure(
            Find<AuthenticationException>(exception) is null ? SendReason.ConnectionFailed : SendReason.TlsFailed,
            $"{host.Endpoint} could not be connected by a WebSocket ({how}). Check that the port is the broker's port for WebSockets, that the path is right, and with wss:// the broker's certificate.");
    }

    private SendFailure ExplainOpening(AmqpConnection connection, Exception exception)
    {
        if ((Find<AmqpException>(exception) ?? Find<AmqpException>(connection.TerminalException)) is { } peer && PeerFailure.IsOfPeer(peer.Error))
        {
            return PeerErrors.ConnectionRefused(Peer.Host, Peer.Port, host.VirtualHost, PeerFailure.ReadError(peer.Error, Credential));
        }

        return Find<TimeoutException>(exception) is not null
            ? ConnectionErrors.OpenTimedOut(Peer.Host, Peer.Port, OpenPhase.Opening, settings.Common.OpenTimeout, IsSecured)
            : ConnectionErrors.ClosedWhileOpening(Peer.Host, Peer.Port, OpenPhase.Opening, exception, IsSecured);
    }

    /// <summary>The code of a SASL outcome (AMQP 1.0, 5.3.3.6), of which Microsoft.Azure.Amqp gives the name as the text of an exception.</summary>
    private static byte ReadCode(string text) => Enum.TryParse(text, out SaslCode code) ? (byte)code : (byte)SaslCode.Auth;
}
