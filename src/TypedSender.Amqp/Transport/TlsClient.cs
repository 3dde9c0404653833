using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Amqp.Transport;

/// <summary>The client's side of TLS beneath AMQP (AMQP 1.0, 5.2.1, the alternative with a port of its own): 1.2 or later, name and chain checked.</summary>
internal static class TlsClient
{
    /// <summary>Wraps a connected stream; disposing the result disposes the stream.</summary>
    /// <exception cref="TlsException">The peer's certificate is not to be trusted, or the handshake failed.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public static async Task<Stream> AuthenticateAsync(Stream stream, TlsSettings settings, CancellationToken cancellationToken)
    {
        SslStream secured = new(stream, leaveInnerStreamOpen: false);
        CertificateValidation validation = new();
        try
        {
            await secured.AuthenticateAsClientAsync(MakeOptions(settings, validation), cancellationToken).ConfigureAwait(false);
            return secured;
        }
        catch (AuthenticationException exception)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw new TlsException(validation, exception);
        }
        catch
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static SslClientAuthenticationOptions MakeOptions(TlsSettings settings, CertificateValidation validation) => new()
    {
        TargetHost = settings.TargetHost,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificates = settings.ClientCertificates,
        CertificateRevocationCheckMode = settings.RevocationMode,
        CertificateChainPolicy = MakePolicy(settings),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => validation.Note(certificate, chain, errors),
    };

    private static X509ChainPolicy? MakePolicy(TlsSettings settings)
    {
        if (settings.TrustedAuthorities is not { Count: > 0 } authorities)
        {
            return null;
        }

        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = settings.RevocationMode };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
