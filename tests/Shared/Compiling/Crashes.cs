namespace TypedSender.Shared.Compiling;

/// <summary>What tells that a generator or an analyzer has failed.</summary>
internal static class Crashes
{
    /// <summary>What a compiler reports of them, and what ours report of themselves.</summary>
    public static readonly IReadOnlyList<string> Ids = ["CS8785", "CS8784", "AD0001", "TSND0001"];
}
