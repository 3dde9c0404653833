using System.Security.Cryptography.X509Certificates;
using TypedSender.Amqp.Security;

namespace TypedSender;

/// <summary>
/// Proves to a peer who the client is. Immutable and thread-safe: one instance serves any number of clients, each of them for any number of connections. No text shows what
/// it holds.
/// </summary>
/// <remarks>
/// A credential knows one or several SASL mechanisms (AMQP 1.0, 5.3). A connection uses the most secure one that the peer offers and
/// <see cref="SendClientOptions.SaslMechanisms"/> allows, and is given up when that fails: it never goes on with a less secure one.
/// </remarks>
public abstract partial class AmqpCredential
{
    private protected AmqpCredential()
    {
    }

    /// <summary>Nobody in particular: SASL ANONYMOUS (RFC 4505).</summary>
    public static AmqpCredential Anonymous { get; } = new AnonymousCredential();

    /// <summary>
    /// Whom the layer beneath shows, by SASL EXTERNAL (RFC 4422, appendix A): the certificate in <see cref="SendClientOptions.ClientCertificates"/>, or what a stream of
    /// <see cref="SendClientOptions.ConnectStream"/> brings along.
    /// </summary>
    /// <returns>The credential.</returns>
    public static AmqpCredential External() => new ExternalCredential(certificate: null);

    /// <summary>The subject of a certificate, shown in the TLS handshake, by SASL EXTERNAL (RFC 4422, appendix A). Needs TLS.</summary>
    /// <param name="certificate">The certificate with its private key. It must not be disposed while clients use it.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="certificate"/> has no private key.</exception>
    public static AmqpCredential External(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.HasPrivateKey
            ? new ExternalCredential(certificate)
            : throw new ArgumentException("The client certificate has no private key, without which it proves nothing. Load it together with its key.", nameof(certificate));
    }

    /// <summary>
    /// A name and a password, by SASL SCRAM-SHA-512 or SCRAM-SHA-256 (RFC 5802, RFC 7677), which do not let the password travel, or by PLAIN (RFC 4616): the first of these
    /// that the peer offers.
    /// </summary>
    /// <param name="userName">Who logs in; not empty.</param>
    /// <param name="password">The password; not empty. For SCRAM, name and password are prepared by SASLprep (RFC 4013), which refuses some characters.</param>
    /// <param name="authorizationId">In whose name the user acts; null (the default) for his own.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">An argument is empty, or has a NUL character.</exception>
    public static AmqpCredential Password(string userName, string password, string? authorizationId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(userName);
        ArgumentException.ThrowIfNullOrEmpty(password);
        CheckNul(userName, nameof(userName));
        CheckNul(password, nameof(password));
        if (authorizationId is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(authorizationId);
            CheckNul(authorizationId, nameof(authorizationId));
        }

        return new PasswordCredential(userName, password, authorizationId);
    }

    /// <summary>
    /// A bearer token of OAuth 2.0 (RFC 6750) that is shown at the login, by SASL OAUTHBEARER (RFC 7628) or, with a user name, XOAUTH2. A token has an end: give one for
    /// each connection by <see cref="FromProvider"/>.
    /// </summary>
    /// <param name="token">The token: letters, digits and <c>-._~+/=</c>.</param>
    /// <param name="userName">In whose name; null (the default) for the one that the token says.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">The token is empty or has other characters, or the user name is empty or has control characters.</exception>
    public static AmqpCredential Bearer(string token, string? userName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        foreach (char each in token)
        {
            if (!char.IsAsciiLetterOrDigit(each) && !"-._~+/=".Contains(each, StringComparison.Ordinal))
            {
                throw new ArgumentException("The token has a character that no bearer token has (RFC 6750, 2.1). Give the token alone, without quotes or the word Bearer.", nameof(token));
            }
        }

        if (userName is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(userName);
            if (userName.Any(char.IsControl))
            {
                throw new ArgumentException("The user name has a control character. Remove it.", nameof(userName));
            }
        }

        return new BearerCredential(userName, token);
    }

    /// <summary>Asks for a credential at each attempt to connect: for passwords, tokens and certificates that change.</summary>
    /// <param name="provider">Whom to ask. It is called for every attempt of every client that uses this credential, maybe for several at the same time.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="provider"/> is null.</exception>
    public static AmqpCredential FromProvider(ICredentialProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new ProvidedCredential(provider);
    }

    /// <summary>The kind of the credential; nothing of what it holds.</summary>
    public sealed override string ToString() => $"AmqpCredential.{Texts.Kind}";

    /// <summary>The mechanisms, each with what it needs.</summary>
    internal abstract SaslCredentials Sasl { get; }

    /// <summary>How errors speak of this credential.</summary>
    internal abstract CredentialTexts Texts { get; }

    /// <summary>The certificates shown in the TLS handshake; null leaves it to <see cref="SendClientOptions.ClientCertificates"/>.</summary>
    internal virtual X509Certificate2Collection? ClientCertificates => null;

    /// <summary>Who is asked for the credential at each attempt; null for a credential that is one itself.</summary>
    internal virtual ICredentialProvider? Provider => null;

    /// <summary>Where the tokens come from that are put on the connection; null for a credential that needs none.</summary>
    internal virtual TokenSource? Tokens => null;

    /// <summary>Whether a peer without SASL takes it too: nothing of it travels in the SASL exchange.</summary>
    internal virtual bool WorksWithoutSasl => false;

    /// <summary>Whether a text contains a secret of this credential.</summary>
    internal virtual bool IsRevealedBy(string text) => Sasl.IsRevealedBy(text);

    private static void CheckNul(string text, string name)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("The text has a NUL character, which no SASL mechanism can carry (RFC 4616). Remove it.", name);
        }
    }
}
