using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>A bearer token that is shown at the login.</summary>
internal sealed class BearerCredential(string? userName, string token) : AmqpCredential
{
    internal override SaslCredentials Sasl { get; } = SaslCredentials.Bearer(userName, token);

    internal override CredentialTexts Texts { get; } = new("Bearer", userName is null ? "the token" : $"the token of the user '{ErrorText.FromPeer(userName)}'", "with a bearer token")
    {
        IfRefused = "Give a token that is valid, made for this broker, and has the scopes that it asks for.",
        IfNotOffered = userName is null ? "Enable OAUTHBEARER at the broker; XOAUTH2 needs a user name too." : "Enable one of them at the broker; some brokers take the token as a password.",
        Secret = "token",
    };
}
