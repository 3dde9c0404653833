namespace TypedSender;

/// <content>Credentials of claims-based security: a token for each address, put at the node <c>$cbs</c> of the peer before the address is attached.</content>
public abstract partial class AmqpCredential
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);

    /// <summary>
    /// A shared access key, as Azure Service Bus, Event Hubs and IoT Hub have them: the client signs a token for each address by itself, and renews it.
    /// </summary>
    /// <param name="keyName">The name of the key (the policy), such as <c>RootManageSharedAccessKey</c>.</param>
    /// <param name="key">The key, as the portal shows it. It appears in no text that this library makes.</param>
    /// <param name="tokenLifetime">How long each token is valid, 1 s to 10 years; null for one hour.</param>
    /// <exception cref="ArgumentException"><paramref name="keyName"/> or <paramref name="key"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokenLifetime"/> is out of its range.</exception>
    public static AmqpCredential SharedAccessKey(string keyName, string key, TimeSpan? tokenLifetime = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(keyName);
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        TimeSpan lifetime = tokenLifetime ?? TimeSpan.FromHours(1);
        if (lifetime < TimeSpan.FromSeconds(1) || lifetime > LongestLifetime)
        {
            throw new ArgumentOutOfRangeException(nameof(tokenLifetime), $"tokenLifetime is {lifetime:c}. Give a time from one second to 10 years, or null for one hour.");
        }

        return new TokenCredential(nameof(SharedAccessKey), new TokenSource.SharedAccessKey(keyName, key, lifetime));
    }

    /// <summary>A shared access signature that was made elsewhere. It serves all addresses of the client until it expires; then a new client with a new one is needed.</summary>
    /// <param name="signature"><c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c>. It appears in no text that this library makes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="signature"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="signature"/> is not of this form; the text shows nothing of it.</exception>
    public static AmqpCredential SharedAccessSignature(string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return new TokenCredential(nameof(SharedAccessSignature), new TokenSource.Fixed(TypedSender.SharedAccessSignature.Parse(signature), "the shared access signature"));
    }

    /// <summary>A token that does not change. It serves all addresses of the client until it expires; then a new client with a new one is needed.</summary>
    /// <param name="token">The token. It appears in no text that this library makes.</param>
    /// <param name="expiresOn">When it expires.</param>
    /// <param name="type">Its type, one of <see cref="AmqpTokenTypes"/> or another one that the peer knows.</param>
    /// <exception cref="ArgumentException"><paramref name="token"/> or <paramref name="type"/> is null or empty.</exception>
    public static AmqpCredential Token(string token, DateTimeOffset expiresOn, string type = AmqpTokenTypes.Jwt) =>
        new TokenCredential(nameof(Token), new TokenSource.Fixed(new AmqpToken(token, expiresOn, type), "the token"));

    /// <summary>A provider that is asked for a token for each address, and again before each expires.</summary>
    /// <param name="provider">The provider.</param>
    /// <exception cref="ArgumentNullException"><paramref name="provider"/> is null.</exception>
    public static AmqpCredential Token(ITokenProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new TokenCredential(nameof(Token), new TokenSource.Provider(provider));
    }
}
