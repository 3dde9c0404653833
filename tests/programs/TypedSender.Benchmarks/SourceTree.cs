namespace TypedSender.Benchmarks;

/// <summary>Where this program was built.</summary>
internal static class SourceTree
{
    /// <summary>The root: tests/programs/TypedSender.Benchmarks/bin/(configuration)/(framework)/ lies six folders below it.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", ".."));
}
