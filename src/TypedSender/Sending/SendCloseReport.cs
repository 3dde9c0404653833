namespace TypedSender;

/// <summary>The sends that closing did not complete. Each has reported the same to its caller, except pre-settled ones, which are reported only here.</summary>
/// <param name="NotSent">Messages that certainly never reached the peer as a whole.</param>
/// <param name="Indeterminate">Messages that left but lack the peer's outcome.</param>
/// <param name="UnconfirmedLost">Pre-settled messages, reported as Unconfirmed, that certainly never left.</param>
public readonly record struct SendCloseReport(int NotSent, int Indeterminate, long UnconfirmedLost)
{
    /// <summary>True when nothing was left undone.</summary>
    public bool IsClean => this == default;
}
