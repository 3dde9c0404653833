namespace TypedSender;

public sealed partial class SendClientOptions
{
    /// <summary>
    /// Proves to the peer who this client is. Null (the default) takes <see cref="UserName"/> and <see cref="Password"/>, or <see cref="ClientCertificates"/>, or is
    /// <see cref="AmqpCredential.Anonymous"/>. With a user name too, the client is not made.
    /// </summary>
    public AmqpCredential? Credential { get; set; }

    /// <summary>
    /// The SASL mechanisms that may be used, such as <c>SCRAM-SHA-256</c>; their order has no effect. Empty (the default) allows all that fit the credential. A peer that
    /// offers none of those left is not logged in to, and the error names what it offers.
    /// </summary>
    /// <remarks>
    /// The mechanisms are, each with what it fits: <c>SCRAM-SHA-512</c>, <c>SCRAM-SHA-256</c> and <c>PLAIN</c> a password, <c>OAUTHBEARER</c> and <c>XOAUTH2</c> a bearer
    /// token, <c>EXTERNAL</c> a certificate, <c>ANONYMOUS</c>; <c>MSSBCBS</c>, <c>AMQPCBS</c> and <c>ANONYMOUS</c> tokens that follow on the connection. With SCRAM alone the
    /// password does not travel, so that it may be used without TLS to any host; messages travel unencrypted then.
    /// </remarks>
    public IList<string> SaslMechanisms { get; } = [];

    /// <summary>Whether a connection begins with SASL (AMQP 1.0, 5.3). Default: <see cref="SaslMode.Required"/>. With None, a credential that has a password or a bearer token is refused.</summary>
    public SaslMode SaslMode { get; set; }
}
