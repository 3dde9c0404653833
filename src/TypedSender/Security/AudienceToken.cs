namespace TypedSender;

/// <summary>The token of one audience on one connection, and who needs it. State alone; under the client's lock.</summary>
/// <param name="request">What a provider is told.</param>
internal sealed class AudienceToken(TokenRequest request)
{
    /// <summary>The request that a provider is given.</summary>
    public TokenRequest Request { get; } = request;

    /// <summary>Who attaches, or is attached, with this token. Without any it is not renewed.</summary>
    public HashSet<ITokenUser> Users { get; } = [];

    /// <summary>The token that the peer accepted last; null for none.</summary>
    public AmqpToken? Token { get; set; }

    /// <summary>How many tokens the peer has accepted.</summary>
    public long Generation { get; set; }

    /// <summary>How long <see cref="Token"/> was valid when the peer accepted it.</summary>
    public TimeSpan Life { get; set; }

    /// <summary>How long after the peer accepted <see cref="Token"/> its issuer wants it to be renewed; null where it does not say.</summary>
    public TimeSpan? RefreshAfter { get; set; }

    /// <summary>When <see cref="Token"/> expires, as a time stamp of the client's clock; the past for one that the peer has ceased to accept.</summary>
    public long ValidUntil { get; set; } = long.MinValue;

    /// <summary>When a token is to be fetched, as a time stamp of the client's clock; null for never.</summary>
    public long? DueAt { get; set; }

    /// <summary>Whether a token is being fetched or put.</summary>
    public bool IsBusy { get; set; }

    /// <summary>How many attempts in a row have failed.</summary>
    public int Failures { get; set; }

    /// <summary>The last of these failures; null when there is none.</summary>
    public SendFailure? LastFailure { get; set; }

    /// <summary>How many calls of the provider that were given up have not returned.</summary>
    public int Abandoned { get; set; }

    /// <summary>
    /// Whether the issuer was asked when its token said so (<see cref="AmqpToken.RefreshOn"/>), before it has to be renewed, and has no newer one yet: issuers that renew in the
    /// background give the present one meanwhile, so that nothing has failed.
    /// </summary>
    /// <param name="given">The token that it gave.</param>
    /// <param name="left">How long the present token is still valid.</param>
    /// <param name="settings">The times of renewal.</param>
    public bool IsNotReady(AmqpToken? given, TimeSpan left, TokenSettings settings) => left > TimeSpan.Zero
        && RefreshAfter is not null
        && given is not null
        && given.ExpiresOn <= Token?.ExpiresOn
        && left > Life - settings.GetRenewal(Life);
}
