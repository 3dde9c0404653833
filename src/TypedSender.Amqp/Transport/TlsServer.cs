using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Amqp.Transport;

/// <summary>The server's side of TLS beneath AMQP: 1.2 or later.</summary>
internal static class TlsServer
{
    /// <summary>Wraps an accepted stream; disposing the result disposes the stream.</summary>
    /// <param name="stream">The accepted connection.</param>
    /// <param name="certificate">The server's certificate with its private key.</param>
    /// <param name="clientAuthorities">The authorities whose client certificates are accepted; with none, no certificate is requested.</param>
    /// <param name="requireClientCertificate">Whether a client without one is turned away.</param>
    /// <param name="cancellationToken">Ends the handshake.</param>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    public static async Task<SslStream> AuthenticateAsync(
        Stream stream, X509Certificate2 certificate, X509Certificate2Collection clientAuthorities, bool requireClientCertificate, CancellationToken cancellationToken)
    {
        SslStream secured = new(stream, leaveInnerStreamOpen: false);
        try
        {
            await secured.AuthenticateAsServerAsync(MakeOptions(certificate, clientAuthorities, requireClientCertificate), cancellationToken).ConfigureAwait(false);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static SslServerAuthenticationOptions MakeOptions(X509Certificate2 certificate, X509Certificate2Collection clientAuthorities, bool requireClientCertificate)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(clientAuthorities);
        return new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = clientAuthorities.Count > 0 || requireClientCertificate,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, shown, _, errors) => shown is null ? !requireClientCertificate : errors == SslPolicyErrors.None,
        };
    }
}
