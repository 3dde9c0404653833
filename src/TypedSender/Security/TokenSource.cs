namespace TypedSender;

/// <summary>Where the tokens of a credential come from. Immutable; serves all connections of all clients that it is given to.</summary>
internal abstract class TokenSource
{
    /// <summary>The name of the source in texts, with an article and without anything secret.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a further token may be another one. Without, none is renewed.</summary>
    public virtual bool CanRenew => true;

    /// <summary>Whether it is user code, which may block, throw or not return.</summary>
    public virtual bool IsUserCode => false;

    /// <summary>Returns a token. Without the lock.</summary>
    /// <param name="request">What it is to give access to.</param>
    /// <param name="now">The present time by the client's clock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public abstract ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Refuses what can be of no use to a client that is made now.</summary>
    /// <exception cref="ArgumentException">The token has expired.</exception>
    public virtual void Check(DateTimeOffset now)
    {
    }

    /// <summary>Says why there is no token for this request, whenever it is asked for; null when there may be one. Without the lock.</summary>
    /// <param name="request">What it is to give access to.</param>
    public virtual SendFailure? FindProblem(TokenRequest request) => null;

    /// <summary>Whether a text contains a secret of this source.</summary>
    public abstract bool IsRevealedBy(string text);

    /// <summary>Signs a token for each audience with a shared access key.</summary>
    internal sealed class SharedAccessKey(string keyName, string key, TimeSpan lifetime) : TokenSource
    {
        public override string Name => $"the shared access key '{ErrorText.FromPeer(keyName)}'";

        public override ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
            new(SharedAccessSignature.Sign(request.Audience, keyName, key, now + lifetime));

        public override bool IsRevealedBy(string text) => SecretText.Holds(text, key);
    }

    /// <summary>One token for every audience, which is not renewed.</summary>
    internal sealed class Fixed(AmqpToken token, string name) : TokenSource
    {
        public override string Name => name;

        public override bool CanRenew => false;

        public override ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken) => new(token);

        public override void Check(DateTimeOffset now)
        {
            if (token.ExpiresOn <= now)
            {
                throw new ArgumentException(
                    $"SendClientOptions.Credential: {name} expired on {token.ExpiresOn.UtcDateTime:u}. Make a new one, or use AmqpCredential.SharedAccessKey or AmqpCredential.Token(ITokenProvider), which renew theirs.",
                    "options");
            }
        }

        public override bool IsRevealedBy(string text) => token.IsRevealedBy(text);
    }

    /// <summary>Asks a user's provider.</summary>
    internal sealed class Provider(ITokenProvider provider) : TokenSource
    {
        public override string Name => $"the token provider {provider.GetType().Name}";

        public override bool IsUserCode => true;

        public override ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
            provider.GetTokenAsync(request, cancellationToken);

        public override bool IsRevealedBy(string text) => false;
    }
}
