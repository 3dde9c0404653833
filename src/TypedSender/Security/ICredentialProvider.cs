namespace TypedSender;

/// <summary>
/// Gives the credential for each attempt to connect: a password that changes, a certificate that is renewed, a token that ends. Used by <see cref="AmqpCredential.FromProvider"/>.
/// </summary>
/// <remarks>
/// <para>
/// It is called before the TLS handshake, because the credential may have a client certificate, and on a thread of the library's that it may block, without a lock; for
/// several clients and hosts maybe at the same time. Nothing is sent meanwhile on that connection. What it takes counts against <see cref="SendClientOptions.OpenTimeout"/>.
/// </para>
/// <para>
/// When it throws, or has not answered within the open time-out, the attempt has failed, and is repeated as <see cref="SendClientOptions.RetryPolicy"/> says. Errors name
/// the type of the provider and of the exception; the text of the exception is not shown, because it may hold a secret: log it here.
/// </para>
/// </remarks>
public interface ICredentialProvider
{
    /// <summary>Returns the credential for one attempt to connect.</summary>
    /// <param name="context">Where to, and what became of the last answer.</param>
    /// <param name="cancellationToken">Cancelled when the attempt is given up: the open time-out has passed, or the client is closed.</param>
    /// <returns>A credential that is not one of a provider itself.</returns>
    ValueTask<AmqpCredential> GetCredentialAsync(CredentialContext context, CancellationToken cancellationToken);
}
