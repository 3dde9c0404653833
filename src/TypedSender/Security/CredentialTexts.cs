namespace TypedSender;

/// <summary>How errors speak of a credential.</summary>
/// <param name="Kind">The method of <see cref="AmqpCredential"/> that made it.</param>
/// <param name="Who">Who was refused.</param>
/// <param name="Given">What was given instead of something else, behind "with" or "without".</param>
internal sealed record CredentialTexts(string Kind, string Who, string Given)
{
    /// <summary>What to do when the peer refuses it.</summary>
    public required string IfRefused { get; init; }

    /// <summary>What to do, other than to enable mechanisms at the broker, when the peer offers none that fits.</summary>
    public required string IfNotOffered { get; init; }

    /// <summary>What would travel in clear text; null for nothing.</summary>
    public string? Secret { get; init; }
}
