using System.Security.Cryptography.X509Certificates;
using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>Whom the layer beneath shows: a client certificate as a rule.</summary>
internal sealed class ExternalCredential(X509Certificate2? certificate) : AmqpCredential
{
    internal override SaslCredentials Sasl => SaslCredentials.External;

    internal override bool WorksWithoutSasl => true;

    internal override X509Certificate2Collection? ClientCertificates { get; } = certificate is null ? null : [certificate];

    internal override CredentialTexts Texts { get; } = new("External", "the client certificate", "with a client certificate and no user name")
    {
        IfRefused = "Let the broker accept the certificate, or give a user name and a password.",
        IfNotOffered = "Enable EXTERNAL at the broker, or give a user name and a password.",
    };
}
