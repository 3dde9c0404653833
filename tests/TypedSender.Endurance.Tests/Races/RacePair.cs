namespace TypedSender.Endurance.Tests.Races;

/// <summary>Two that race, how the field is laid out for them, and by what one sees which of them was first.</summary>
internal sealed record RacePair(Contestant First, Contestant Second)
{
    public string Name => $"{Text(First)}/{Text(Second)}";

    /// <summary>Whether the race costs the link that it begins with.</summary>
    public bool CutsLink => Has(Contestant.Detach) || Has(Contestant.End) || Has(Contestant.Close) || Has(Contestant.Reset);

    /// <summary>Whether the message is under way, and undecided, before the race begins.</summary>
    public bool BeginsInFlight => !Has(Contestant.Send) && !Has(Contestant.Flow);

    /// <summary>Whether the peer keeps silent about messages until it is told otherwise; without, it accepts them as they come.</summary>
    public bool IsSilent => BeginsInFlight || Has(Contestant.Timeout);

    public static RacePair Parse(string name) => new(Value(name.Split('/')[0]), Value(name.Split('/')[1]));

    public bool Has(Contestant contestant) => First == contestant || Second == contestant;

    /// <summary>Whether an end of this reason can come of this race.</summary>
    public bool MayEndAs(SendReason reason) => Mark(First) == reason || Mark(Second) == reason;

    /// <summary>True when the first was first; <paramref name="outcome"/> is null for a send that was refused because its client had been closed.</summary>
    /// <param name="outcome">What the sender told.</param>
    /// <param name="cameByFirstLink">Whether the message came to the peer by the link that was there before the race.</param>
    public bool HasFirstWon(SendOutcome? outcome, bool cameByFirstLink) => First switch
    {
        // A message that was refused outright, or left by the next link, came too late.
        Contestant.Send when CutsLink => cameByFirstLink || outcome?.IsSuccess == false,
        Contestant.Send when Second == Contestant.Timeout => outcome?.Reason == SendReason.TimedOut,
        Contestant.Send or Contestant.Flow => outcome is { Kind: not SendOutcomeKind.NotSent },
        _ => outcome?.Reason == Mark(First),
    };

    private static SendReason? Mark(Contestant contestant) => contestant switch
    {
        Contestant.Cancel => SendReason.Canceled,
        Contestant.Timeout => SendReason.TimedOut,
        Contestant.Dispose => SendReason.Closed,
        Contestant.Detach => SendReason.LinkDetached,
        Contestant.End => SendReason.SessionEnded,
        Contestant.Close or Contestant.Reset => SendReason.ConnectionLost,
        Contestant.Disposition => SendReason.None,
        _ => null,
    };

    private static string Text(Contestant contestant) => contestant == Contestant.Reset ? "RST" : contestant.ToString().ToLowerInvariant();

    private static Contestant Value(string text) => text == "RST" ? Contestant.Reset : Enum.Parse<Contestant>(text, ignoreCase: true);
}
