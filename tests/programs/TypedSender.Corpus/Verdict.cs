namespace TypedSender.Corpus;

/// <summary>What became of one annotated type.</summary>
internal enum VerdictKind
{
    Clean,
    Refused,
    Unresolved,
    Uncompilable,
    Silent,
    Crashed,
}

/// <summary>What became of one annotated type, and why.</summary>
/// <param name="Type">The metadata name of the type, or the path of a generated file that belongs to none.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Reason">The ids of the rules, the errors of the compiler, the members that are missing.</param>
internal sealed record Verdict(string Type, VerdictKind Kind, string Reason)
{
    /// <summary>Whether it is a fault of the generator or an analyzer.</summary>
    public bool IsFault => Kind is VerdictKind.Uncompilable or VerdictKind.Silent or VerdictKind.Crashed;
}
