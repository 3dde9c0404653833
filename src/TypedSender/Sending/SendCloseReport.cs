namespace TypedSender;

/// <summary>What closing left undone. Each of these sends has told its caller the same; only pre-settled ones tell it here alone.</summary>
/// <param name="NotSent">Messages that certainly never reached the peer as a whole.</param>
/// <param name="Indeterminate">Messages that left but lack the peer's verdict.</param>
/// <param name="UnconfirmedLost">Pre-settled messages, reported as Unconfirmed, that certainly never left.</param>
public readonly record struct SendCloseReport(int NotSent, int Indeterminate, long UnconfirmedLost)
{
    /// <summary>True when nothing was left undone.</summary>
    public bool IsClean => this == default;
}
