using System.Globalization;
using System.Net.Security;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>The texts of what goes wrong with TLS.</summary>
internal static class TlsErrors
{
    /// <summary>The peer's certificate is not accepted, or the handshake failed.</summary>
    public static SendFailure Refused(string host, int port, string targetHost, TlsException exception)
    {
        string endpoint = ErrorText.Endpoint(host, port);
        CertificateValidation validation = exception.Validation;
        string subject = validation.Subject is null ? "The certificate" : $"The certificate '{ErrorText.FromPeer(validation.Subject)}'";
        string message;
        if (validation.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            message = $"{endpoint} showed no certificate. Give the broker one.";
        }
        else if (validation.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            message = $"{subject} of {endpoint} is not made out to '{ErrorText.FromPeer(targetHost)}'. Connect by a name that it bears, or give that name in SendClientOptions.TlsHost.";
        }
        else if (validation.Validity is { } validity)
        {
            message = string.Create(CultureInfo.InvariantCulture, $"{subject} of {endpoint} holds from {validity.NotBefore:u} to {validity.NotAfter:u}, not now. Renew it, or correct this machine's clock.");
        }
        else if (validation.Errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            message = $"{subject} of {endpoint} is not trusted ({string.Join(", ", validation.ChainStatus)}). Have it issued by an authority that this machine trusts, or give the issuer in SendClientOptions.TrustedAuthorities.";
        }
        else
        {
            message = $"The TLS handshake with {endpoint} failed: {ErrorText.FromPeer((exception.InnerException!.InnerException ?? exception).Message).TrimEnd('.')}. Check that the port is the broker's TLS port, usually 5671, that both sides have TLS 1.2 or later, and whether the broker asks for a client certificate.";
        }

        return new SendFailure(SendReason.TlsFailed, message, exception.InnerException);
    }

    /// <summary>Whether the first bytes of a peer show that it does not speak TLS: they are no record of it (RFC 8446, 5.1).</summary>
    public static bool IsNoTls(ReadOnlySpan<byte> first) => first.Length > 0 && (first[0] is < 0x14 or > 0x18 || (first.Length > 1 && first[1] != 0x03));

    /// <summary>The peer answered the TLS handshake in another protocol.</summary>
    public static SendFailure NotTls(string host, int port, ReadOnlySpan<byte> first, Exception cause, bool isWebSocket = false)
    {
        string endpoint = ErrorText.Endpoint(host, port);
        string shown = ConnectionErrors.ShowFirst(first);
        string who = first.StartsWith("AMQP"u8) ? "speaks AMQP without TLS"
            : first.StartsWith("HTTP/"u8) ? "speaks HTTP, not TLS"
            : first.StartsWith("SSH-"u8) ? "speaks SSH, not TLS"
            : "does not speak TLS";
        return new SendFailure(
            SendReason.TlsFailed,
            $"{endpoint} {who} (it sent {shown}). Connect to the broker's TLS port, usually {(isWebSocket ? "443" : "5671")}, or write {(isWebSocket ? "ws" : "amqp")}:// (UseTls = false) to connect without TLS.",
            cause);
    }

    /// <summary>The handshake could not even begin: what the framework says of certificates and names.</summary>
    public static SendFailure NotBegun(string host, int port, Exception cause) => new(
        SendReason.TlsFailed,
        $"The TLS handshake with {ErrorText.Endpoint(host, port)} failed on this side, {cause.GetType().Name}: {ErrorText.FromPeer(cause.Message).TrimEnd('.')}. Check SendClientOptions.ClientCertificates, TrustedAuthorities and TlsHost.",
        cause);

    /// <summary>
    /// The peer ended the connection by an alert after this side had finished the handshake: with TLS 1.3 only then does it look at a client's certificate
    /// (RFC 8446, 4.4.2.4 and 6.2).
    /// </summary>
    public static SendFailure RefusedByPeer(string host, int port, Exception alert) => new(
        SendReason.TlsFailed,
        $"The TLS connection was refused by {ErrorText.Endpoint(host, port)}: {ErrorText.FromPeer(alert.GetBaseException().Message).TrimEnd('.')}. Check whether the broker asks for a client certificate (SendClientOptions.ClientCertificates), whether it accepts the one given, and its log.",
        alert);

    /// <summary>The peer closed the socket, or the connection broke, during the handshake.</summary>
    public static SendFailure ClosedWhileSecuring(string host, int port, Exception? cause) => new(
        SendReason.TlsFailed,
        $"{ErrorText.Endpoint(host, port)} closed the connection during the TLS handshake. Check that the port is the broker's TLS port, usually 5671, and whether the broker asks for a client certificate.",
        cause)
    {
        // This is no refusal: a broker that goes down looks the same.
        Class = FailureClass.Transient,
    };
}
