using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>A credential of tokens: the SASL exchange names nobody, and the right to each address comes with a token.</summary>
/// <param name="kind">The method of <see cref="AmqpCredential"/> that made it.</param>
/// <param name="tokens">Where the tokens come from.</param>
internal sealed class TokenCredential(string kind, TokenSource tokens) : AmqpCredential
{
    internal override SaslCredentials Sasl => SaslCredentials.ClaimsBased;

    internal override TokenSource Tokens => tokens;

    internal override bool WorksWithoutSasl => true;

    internal override CredentialTexts Texts { get; } = new(kind, "the client, which puts tokens after the login", $"with {tokens.Name}")
    {
        IfRefused = "Let the broker accept clients that put tokens, or give a user name and a password.",
        IfNotOffered = "Enable one of them at the broker, or give a user name and a password.",
        Secret = "tokens",
    };

    internal override bool IsRevealedBy(string text) => tokens.IsRevealedBy(text);
}
