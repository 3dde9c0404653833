namespace TypedSender;

/// <summary>Where a redirect leads, or why it is not followed.</summary>
/// <param name="Host">Where to connect; null when it is not followed.</param>
/// <param name="Credentials">What to log in with there.</param>
/// <param name="Address">The address of the target there; null for the same.</param>
/// <param name="Way">The places that redirects have led over, with this one; null when it is not followed.</param>
/// <param name="Problem">Why it is not followed, with what to do; null when it is.</param>
internal readonly record struct RedirectTarget(BrokerHost? Host, CredentialSource? Credentials, string? Address, IReadOnlyList<string>? Way, string? Problem)
{
    /// <summary>It is not followed.</summary>
    public static RedirectTarget Refuse(string problem) => new(null, null, null, null, problem);
}
