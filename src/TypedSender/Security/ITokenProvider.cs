namespace TypedSender;

/// <summary>Gives the tokens of a client, such as those of an identity service: see <see cref="AmqpCredential.Token(ITokenProvider)"/>.</summary>
/// <remarks>
/// One provider may serve many clients. It is called on the thread pool, never under a lock, and for different audiences at the same time; it may block. It may keep tokens
/// and return the same one until a new one is due: one that expires no later than the present one is asked for again after a pause.
/// </remarks>
public interface ITokenProvider
{
    /// <summary>Returns a token that is valid for a while yet.</summary>
    /// <param name="request">What it is to give access to.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the call takes longer than <see cref="SendClientOptions.TokenTimeout"/>, or when the connection is over. What the call returns after that is dropped.
    /// </param>
    /// <exception cref="Exception">
    /// Whatever it throws is logged, and told by sends that time out meanwhile, by its type alone, as its text may hold a secret; and it is called again after a pause.
    /// </exception>
    ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken);
}
