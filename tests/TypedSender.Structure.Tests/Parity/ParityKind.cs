namespace TypedSender.Structure.Tests.Parity;

/// <summary>What docs/parity.md has for a name of the seed.</summary>
internal enum ParityKind
{
    /// <summary>A member that does it, and a test that proves it.</summary>
    Counterpart,

    /// <summary>Nothing, on purpose.</summary>
    None,

    /// <summary>Nothing so far.</summary>
    NotYet,
}
