using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Checks the certificate of a peer for Microsoft.Azure.Amqp: by the name, the authorities and the revocation mode of the settings, which its TLS settings cannot say. One
/// instance for each attempt to connect.
/// </summary>
/// <param name="settings">What the certificate has to satisfy.</param>
internal sealed class PeerCertificate(TlsSettings settings)
{
    /// <summary>The name that the certificate has to bear; also sent as server name.</summary>
    public string TargetHost => settings.TargetHost;

    /// <summary>The findings about the certificate.</summary>
    public CertificateValidation Validation { get; } = new();

    /// <summary>Whether the certificate was looked at and accepted, so that the handshake had come that far.</summary>
    public bool IsAccepted { get; private set; }

    /// <summary>Whether the certificate was looked at and refused.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Decides about a certificate (<see cref="RemoteCertificateValidationCallback"/>).</summary>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using X509Chain own = new();
        SslPolicyErrors found = errors & ~SslPolicyErrors.RemoteCertificateChainErrors;
        if (certificate is not X509Certificate2 peer || !IsTrusted(own, peer, chain))
        {
            found |= SslPolicyErrors.RemoteCertificateChainErrors;
        }

        IsAccepted = Validation.Note(certificate, own, found);
        IsRefused = !IsAccepted;
        return IsAccepted;
    }

    private bool IsTrusted(X509Chain own, X509Certificate2 peer, X509Chain? sent)
    {
        own.ChainPolicy.RevocationMode = settings.RevocationMode;
        own.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1"));
        if (sent is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        if (settings.TrustedAuthorities is { Count: > 0 } authorities)
        {
            own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return own.Build(peer);
    }
}
