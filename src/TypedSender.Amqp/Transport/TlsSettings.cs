using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Amqp.Transport;

/// <summary>Settings of a client's TLS: how the peer's certificate is validated, and the client's own certificates.</summary>
/// <param name="TargetHost">The name that the certificate has to bear; also sent as server name (SNI).</param>
internal sealed record TlsSettings(string TargetHost)
{
    public X509CertificateCollection? ClientCertificates { get; init; }

    /// <summary>Trusted instead of the machine's authorities; null or empty for these.</summary>
    public X509Certificate2Collection? TrustedAuthorities { get; init; }

    public X509RevocationMode RevocationMode { get; init; }
}
