namespace TypedSender.Publishing.Tests;

/// <summary>The folders of the repository: this assembly lies in tests/PROJECT/bin/CONFIGURATION/FRAMEWORK/.</summary>
internal static class Repository
{
    public static string Root => Framework.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    public static string Artifacts => Path.Combine(Root, "artifacts", "publish");

    private static DirectoryInfo Framework => new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>Where another project of tests/ is built to, in the configuration of this one.</summary>
    public static string OutputOf(string project) => Path.Combine(Root, "tests", project, "bin", Framework.Parent!.Name, Framework.Name);
}
