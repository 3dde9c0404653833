using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Sasl;
using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>Logs in by the SASL handlers of Microsoft.Azure.Amqp (AMQP 1.0, 5.3).</summary>
internal static class SaslLogin
{
    /// <summary>The mechanisms that Microsoft.Azure.Amqp has, those included that are ANONYMOUS by another name because tokens follow.</summary>
    public static readonly string[] Mechanisms = [SaslPlainHandler.Name, SaslExternalHandler.Name, SaslAnonymousHandler.Name, "MSSBCBS", "AMQPCBS"];

    /// <summary>Why the credential cannot log in by Microsoft.Azure.Amqp, and what to do; null when it can.</summary>
    /// <param name="credential">The credential; one that asks a provider is looked at when it is given.</param>
    /// <param name="login">What is allowed.</param>
    public static string? FindProblem(AmqpCredential credential, LoginSettings login) => login.Mode == SaslMode.None || GetMechanisms(credential, login).Length > 0
        ? null
        : $"the login {credential.Texts.Given} needs SASL {CredentialErrors.List(credential.Sasl.Mechanisms)}, and Microsoft.Azure.Amqp has {CredentialErrors.List(Mechanisms)}. "
            + $"Give a password, a certificate, or tokens that are put after the login (AmqpCredential.Token), allow a mechanism that fits in {nameof(MicrosoftAmqpClientOptions.SaslMechanisms)}, or use {nameof(SendClient)}.";

    /// <summary>Makes the protocols that a connection begins with: SASL, unless the settings leave it out, and AMQP.</summary>
    public static AmqpSettings MakeProtocols(AmqpCredential credential, LoginSettings login)
    {
        AmqpSettings settings = new();
        if (login.Mode != SaslMode.None)
        {
            SaslTransportProvider sasl = new();
            sasl.Versions.Add(new AmqpVersion(1, 0, 0));
            foreach (string mechanism in GetMechanisms(credential, login))
            {
                sasl.AddHandler(MakeHandler(mechanism, credential));
            }

            settings.TransportProviders.Add(sasl);
        }

        Microsoft.Azure.Amqp.Transport.AmqpTransportProvider amqp = new();
        amqp.Versions.Add(new AmqpVersion(1, 0, 0));
        settings.TransportProviders.Add(amqp);
        return settings;
    }

    /// <summary>The mechanisms of the credential that are allowed and that Microsoft.Azure.Amqp has, the most secure one first.</summary>
    private static string[] GetMechanisms(AmqpCredential credential, LoginSettings login) => [.. login.GetMechanisms(credential)?.Mechanisms.Intersect(Mechanisms) ?? []];

    private static SaslHandler MakeHandler(string mechanism, AmqpCredential credential)
    {
        if (mechanism == SaslPlainHandler.Name && credential is PasswordCredential password)
        {
            return new SaslPlainHandler { AuthenticationIdentity = password.UserName, Password = password.Secret ?? "", AuthorizationIdentity = password.AuthorizationId };
        }

        return mechanism == SaslExternalHandler.Name ? new SaslExternalHandler() : new SaslAnonymousHandler(mechanism);
    }
}
