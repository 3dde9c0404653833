namespace TypedSender;

/// <summary>A token that gives the right to use an address, for claims-based security (<c>$cbs</c>). Immutable. No text of this library shows its value.</summary>
public sealed class AmqpToken
{
    /// <summary>Makes a token.</summary>
    /// <param name="value">The token as the peer takes it, such as a JSON Web Token in its compact form.</param>
    /// <param name="expiresOn">When it ceases to be valid. A new one is asked for before that.</param>
    /// <param name="type">Its type, one of <see cref="AmqpTokenTypes"/> or another one that the peer knows.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> or <paramref name="type"/> is null or empty.</exception>
    public AmqpToken(string value, DateTimeOffset expiresOn, string type = AmqpTokenTypes.Jwt)
    {
        // The texts of the framework name the parameter, not the value.
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        (Value, ExpiresOn, Type) = (value, expiresOn, type);
    }

    /// <summary>The secret itself.</summary>
    public string Value { get; }

    /// <summary>When it ceases to be valid.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>
    /// When a new one is to be asked for, where who issued it says so; it is renewed then, unless that is later than <see cref="SendClientOptions.TokenRefreshWindow"/> allows.
    /// Null (the default) leaves it to that option.
    /// </summary>
    public DateTimeOffset? RefreshOn { get; init; }

    /// <summary>The name of its type.</summary>
    public string Type { get; }

    /// <summary>Type and expiry, never the value.</summary>
    public override string ToString() => $"{Type} until {ExpiresOn.UtcDateTime:u}";

    /// <summary>The key that it was signed with by this library, which a broker knows too; null for none.</summary>
    internal string? SigningKey { get; init; }

    /// <summary>Whether a text gives the token away, as a whole, or by its signature or key.</summary>
    internal bool IsRevealedBy(string text) => SecretText.Holds(text, Value) || SecretText.Holds(text, SigningKey) || SharedAccessSignature.IsRevealedBy(Value, text);
}
