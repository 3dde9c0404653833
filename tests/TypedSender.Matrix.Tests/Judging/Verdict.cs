namespace TypedSender.Matrix.Tests.Judging;

/// <summary>What became of a row.</summary>
internal enum VerdictKind
{
    /// <summary>The message holds what a reader of the code expects.</summary>
    Clean,

    /// <summary>A rule says why it is not sent.</summary>
    Refused,

    /// <summary>A rule refuses what there is nothing to say against.</summary>
    WronglyRefused,

    /// <summary>Something is missing in the message, or there against the code, and nothing says so.</summary>
    Silent,

    /// <summary>The compiler has errors or warnings that it does not have without the generators.</summary>
    Uncompilable,

    /// <summary>The generator, an analyzer or the whole process failed.</summary>
    Crashed,
}

/// <summary>What became of a row, and why.</summary>
internal sealed record Verdict(VerdictKind Kind, string Reason)
{
    public bool IsFault => Kind is not (VerdictKind.Clean or VerdictKind.Refused);
}
