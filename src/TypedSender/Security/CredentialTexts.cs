namespace TypedSender;

/// <summary>How errors speak of a credential.</summary>
/// <param name="Kind">The method of <see cref="AmqpCredential"/> that made it.</param>
/// <param name="Who">Who was refused.</param>
/// <param name="Given">What was given instead of something else, behind "with" or "without".</param>
internal sealed record CredentialTexts(string Kind, string Who, string Given)
{
    /// <summary>The advice when the peer refuses it.</summary>
    public required string IfRefused { get; init; }

    /// <summary>The advice, other than to enable mechanisms at the broker, when the peer offers none that fits.</summary>
    public required string IfNotOffered { get; init; }

    /// <summary>The secret that would travel in clear text; null for none.</summary>
    public string? Secret { get; init; }
}
