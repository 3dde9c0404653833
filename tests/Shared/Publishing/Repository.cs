namespace TypedSender.Shared;

/// <summary>The folders of the repository: this assembly lies in tests/PROJECT/bin/CONFIGURATION/FRAMEWORK/.</summary>
internal static class Repository
{
    public static string Root => Framework.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    private static DirectoryInfo Framework => new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The text of a file that people wrote, with line feeds.</summary>
    public static string ReadText(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>A folder for what the tests of one project make, out of reach of all others.</summary>
    public static string Artifacts(string name) => Path.Combine(Root, "artifacts", name);

    /// <summary>Where another project of tests/ is built to, in the configuration of this one.</summary>
    public static string OutputOf(string project) => Path.Combine(Root, "tests", project, "bin", Framework.Parent!.Name, Framework.Name);
}
