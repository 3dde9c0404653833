using System.Globalization;

namespace TypedSender.Faults.Tests.Sequences;

internal enum StepKind
{
    // What this side does.
    Begin,
    Attach,
    Send,
    SendLarge,
    SendSettled,
    Cancel,
    Detach,
    End,

    // What the peer does.
    PeerBegin,
    PeerAttach,
    PeerRefuse,
    PeerFlow,
    PeerWindow,
    PeerSettle,
    PeerDetach,
    PeerEnd,
    PeerErrs,
}

/// <summary>One thing that happens to a session. What is not possible at the time is passed over.</summary>
/// <param name="Kind">What.</param>
/// <param name="Link">To which of the links.</param>
/// <param name="Amount">How many messages, how much credit, how far into what is unsettled.</param>
/// <param name="Window">The window that a flow names.</param>
/// <param name="Lag">How much of what was sent the peer had not seen when it said this.</param>
/// <param name="Flags">Drain, echo, settled, left out, and the like.</param>
internal readonly record struct Step(StepKind Kind, int Link, int Amount, int Window, int Lag, int Flags)
{
    public bool Has(int flag) => (Flags & flag) != 0;

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Kind} link={Link} amount={Amount} window={Window} lag={Lag} flags={Flags}");
}
