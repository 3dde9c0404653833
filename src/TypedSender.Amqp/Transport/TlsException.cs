using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Amqp.Transport;

/// <summary>The result of the system's validation of the peer's certificate.</summary>
internal sealed class CertificateValidation
{
    public SslPolicyErrors Errors { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>When the certificate begins and ceases to hold, when that is what is wrong with it.</summary>
    public (DateTime NotBefore, DateTime NotAfter)? Validity { get; private set; }

    /// <summary>The fault of the chain, such as UntrustedRoot.</summary>
    public IReadOnlyList<string> ChainStatus { get; private set; } = [];

    /// <summary>Notes the findings; only a certificate without any is accepted.</summary>
    public bool Note(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Errors = errors;
        Subject = certificate?.Subject;
        ChainStatus = [.. (chain?.ChainStatus ?? []).Select(status => status.Status.ToString()).Distinct()];
        if (ChainStatus.Contains(nameof(X509ChainStatusFlags.NotTimeValid)) && certificate is X509Certificate2 dated)
        {
            Validity = (dated.NotBefore.ToUniversalTime(), dated.NotAfter.ToUniversalTime());
        }

        return errors == SslPolicyErrors.None;
    }
}

/// <summary>No TLS connection came about.</summary>
internal sealed class TlsException(CertificateValidation validation, AuthenticationException inner) : Exception(inner.Message, inner)
{
    public CertificateValidation Validation { get; } = validation;
}
