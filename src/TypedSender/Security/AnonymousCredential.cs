using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>Nobody in particular.</summary>
internal sealed class AnonymousCredential : AmqpCredential
{
    internal override SaslCredentials Sasl => SaslCredentials.Anonymous;

    internal override bool WorksWithoutSasl => true;

    internal override CredentialTexts Texts { get; } = new("Anonymous", "an anonymous client", "without a user name")
    {
        IfRefused = "Give a user name and a password, or let the broker accept ANONYMOUS.",
        IfNotOffered = "Give a user name and a password, or enable ANONYMOUS at the broker.",
    };
}
