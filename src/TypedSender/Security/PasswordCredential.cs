using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>A name and a password.</summary>
/// <param name="userName">Who logs in.</param>
/// <param name="password">The password; null or empty where the name is all there is, which may be a token then.</param>
/// <param name="authorizationId">In whose name; null for the user.</param>
internal sealed class PasswordCredential(string userName, string? password, string? authorizationId = null) : AmqpCredential
{
    /// <summary>Who logs in.</summary>
    internal string UserName => userName;

    /// <summary>The password itself; null or empty for none.</summary>
    internal string? Secret => password;

    /// <summary>In whose name; null for the user.</summary>
    internal string? AuthorizationId => authorizationId;

    internal override SaslCredentials Sasl { get; } = SaslCredentials.Password(userName, password, authorizationId);

    internal override CredentialTexts Texts { get; } = string.IsNullOrEmpty(password)
        ? new("Password", "the user, who has no password", "with a user name and a password")
        {
            IfRefused = "Correct the user name, or give a password.",
            IfNotOffered = "Enable PLAIN at the broker, or leave out the user name.",
            Secret = "password",
        }
        : new("Password", $"the user '{ErrorText.FromPeer(userName)}'", "with a user name and a password")
        {
            IfRefused = "Correct the user name or the password.",
            IfNotOffered = "Enable one of them at the broker, or leave out the user name.",
            Secret = "password",
        };
}
