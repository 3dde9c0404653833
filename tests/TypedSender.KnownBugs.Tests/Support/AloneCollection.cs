namespace TypedSender.KnownBugs.Support;

/// <summary>Tests that watch the whole process: they run alone and after the others, and so see what those left behind too.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
