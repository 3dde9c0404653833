namespace TypedSender.Benchmarks.Runs;

/// <summary>How the messages of a run are sent.</summary>
internal enum SendMode
{
    /// <summary>Settled: nobody answers them.</summary>
    Settled,

    /// <summary>Unsettled, many under way at a time.</summary>
    Unsettled,

    /// <summary>Unsettled, each accepted before the next is sent.</summary>
    Single,
}
