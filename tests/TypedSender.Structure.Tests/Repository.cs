using System.Reflection;

namespace TypedSender.Structure.Tests;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The directory that holds the solution, found upward from this assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# source file below a folder that people wrote, with paths relative to the root.</summary>
    public static IEnumerable<SourceFile> SourceFiles(params string[] folders) =>
        from folder in folders
        let full = Path.Combine(Root, folder)
        where Directory.Exists(full)
        from path in Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
        let relative = Relative(path)
        where !IsProduced(relative)
        orderby relative
        select new SourceFile(relative, File.ReadAllText(path));

    /// <summary>Every project file below a folder, with paths relative to the root.</summary>
    public static IEnumerable<ProjectFile> Projects(params string[] folders) =>
        from folder in folders
        let full = Path.Combine(Root, folder)
        where Directory.Exists(full)
        from path in Directory.EnumerateFiles(full, "*.csproj", SearchOption.AllDirectories)
        let relative = Relative(path)
        where !IsProduced(relative)
        orderby relative
        select ProjectFile.Load(relative, path);

    public static string ReadText(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsProduced(string relative) =>
        relative.Split('/') is var parts
        && (parts.Contains("bin") || parts.Contains("obj") || IsTemplate(relative) || relative.Contains(".verified.", StringComparison.Ordinal)
            || relative.Contains(".received.", StringComparison.Ordinal));

    /// <summary>What a template makes projects of, which belong to no solution here; tests/TypedSender.Packages.Tests builds them.</summary>
    private static bool IsTemplate(string relative) => relative.StartsWith("src/TypedSender.Templates/content/", StringComparison.Ordinal);

    private static string FindRoot()
    {
        string start = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;
        for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "TypedSender.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"No TypedSender.sln above {start}: these tests read the source tree they were built from.");
    }
}
