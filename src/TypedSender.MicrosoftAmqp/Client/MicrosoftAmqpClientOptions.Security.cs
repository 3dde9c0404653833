using System.Security.Cryptography.X509Certificates;

namespace TypedSender;

/// <content>TLS, logins and tokens.</content>
public sealed partial class MicrosoftAmqpClientOptions
{
    /// <inheritdoc cref="SendClientOptions.UseTls"/>
    public bool UseTls
    {
        get => Common.UseTls;
        set => Common.UseTls = value;
    }

    /// <inheritdoc cref="SendClientOptions.TlsHost"/>
    public string? TlsHost
    {
        get => Common.TlsHost;
        set => Common.TlsHost = value;
    }

    /// <inheritdoc cref="SendClientOptions.TrustedAuthorities"/>
    public X509Certificate2Collection TrustedAuthorities => Common.TrustedAuthorities;

    /// <inheritdoc cref="SendClientOptions.RevocationMode"/>
    public X509RevocationMode RevocationMode
    {
        get => Common.RevocationMode;
        set => Common.RevocationMode = value;
    }

    /// <summary>
    /// A certificate with its private key that shows the peer who this client is; Microsoft.Azure.Amqp takes one, and a client with several is not made. Without a user name
    /// and a <see cref="Credential"/> the login is then SASL EXTERNAL.
    /// </summary>
    public X509CertificateCollection ClientCertificates => Common.ClientCertificates;

    /// <inheritdoc cref="SendClientOptions.UserName"/>
    public string? UserName
    {
        get => Common.UserName;
        set => Common.UserName = value;
    }

    /// <inheritdoc cref="SendClientOptions.Password"/>
    public string? Password
    {
        get => Common.Password;
        set => Common.Password = value;
    }

    /// <summary>
    /// Proves to the peer who this client is: anonymous, a password by SASL PLAIN, a certificate by EXTERNAL, or tokens at <c>$cbs</c>. A bearer token in the login
    /// (<see cref="AmqpCredential.Bearer"/>) is refused, as Microsoft.Azure.Amqp has neither OAUTHBEARER nor XOAUTH2. Null (the default) takes <see cref="UserName"/> and
    /// <see cref="Password"/>, or <see cref="ClientCertificates"/>, or is <see cref="AmqpCredential.Anonymous"/>.
    /// </summary>
    public AmqpCredential? Credential
    {
        get => Common.Credential;
        set => Common.Credential = value;
    }

    /// <summary>
    /// The SASL mechanisms that may be used, out of those that Microsoft.Azure.Amqp has: <c>PLAIN</c>, <c>EXTERNAL</c>, <c>ANONYMOUS</c>, and with tokens <c>MSSBCBS</c> and
    /// <c>AMQPCBS</c>. Another one, such as <c>SCRAM-SHA-256</c>, is refused. Empty (the default) allows all that fit the credential.
    /// </summary>
    public IList<string> SaslMechanisms => Common.SaslMechanisms;

    /// <inheritdoc cref="SendClientOptions.SaslMode"/>
    public SaslMode SaslMode
    {
        get => Common.SaslMode;
        set => Common.SaslMode = value;
    }

    /// <summary>Whether a password or a token may travel unencrypted to a host other than this one. Default: false.</summary>
    public bool AllowInsecureTransport
    {
        get => Common.AllowInsecureTransport;
        set => Common.AllowInsecureTransport = value;
    }

    /// <inheritdoc cref="SendClientOptions.TokenRefreshWindow"/>
    public TimeSpan? TokenRefreshWindow
    {
        get => Common.TokenRefreshWindow;
        set => Common.TokenRefreshWindow = value;
    }

    /// <inheritdoc cref="SendClientOptions.TokenTimeout"/>
    public TimeSpan TokenTimeout
    {
        get => Common.TokenTimeout;
        set => Common.TokenTimeout = value;
    }
}
