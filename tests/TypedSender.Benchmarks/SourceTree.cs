namespace TypedSender.Benchmarks;

/// <summary>Where this program was built.</summary>
internal static class SourceTree
{
    /// <summary>The root: tests/TypedSender.Benchmarks/bin/(configuration)/(framework)/ lies five folders below it.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
}
