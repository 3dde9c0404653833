using System.Globalization;

namespace TypedSender.Report.Packages;

/// <summary>The table of packages in docs/packages.md.</summary>
internal static class PackageTable
{
    public static IEnumerable<string> Write(IEnumerable<Package> packages) =>
    [
        "| package | frameworks | KiB | KiB of symbols | depends on |",
        "|---|---|--:|--:|---|",
        .. from package in packages where !package.IsTool && package.Frameworks.Any() select $"| {package.Id} | {string.Join(", ", package.Frameworks)} | {KiB(package.Size)} | {KiB(new FileInfo(package.SymbolPath).Length)} | {Dependencies(package)} |",
    ];

    /// <summary>The rows of a text that holds such a table, without sizes.</summary>
    public static IEnumerable<string> WithoutSizes(IEnumerable<string> lines) =>
        from line in lines
        where line.StartsWith("| TypedSender", StringComparison.Ordinal)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        where cells.Length == 7
        select $"{cells[1]}: {cells[2]}: {cells[5]}";

    private static string KiB(long bytes) => (bytes / 1024.0).ToString("0", CultureInfo.InvariantCulture);

    private static string Dependencies(Package package)
    {
        string[] groups = [.. from dependency in package.Dependencies() group Dependency(package, dependency.Id, dependency.Version) by dependency.Framework into framework select string.Join(", ", framework)];
        return groups.Length == 0 ? "nothing"
            : groups.Distinct().Count() == 1 && groups.Length == package.Frameworks.Count() ? groups[0]
            : throw new InvalidOperationException($"{package.Id} depends on different packages for different frameworks: give the table a row for each.");
    }

    private static string Dependency(Package package, string id, string version) =>
        version == $"[{package.Version}]" ? $"{id} of the same version" : $"{id} {version} or later";
}
