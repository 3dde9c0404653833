using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>Stands for the credentials that a provider gives, one at each attempt to connect.</summary>
internal sealed class ProvidedCredential(ICredentialProvider provider) : AmqpCredential
{
    internal override ICredentialProvider Provider => provider;

    // What the provider gives is looked at when it comes.
    internal override bool WorksWithoutSasl => true;

    // Never used for a login.
    internal override SaslCredentials Sasl => SaslCredentials.Anonymous;

    internal override CredentialTexts Texts { get; } = new("FromProvider", "the client", "with a provider of credentials") { IfRefused = "", IfNotOffered = "" };
}
