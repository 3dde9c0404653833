using System.IO.Compression;
using System.Xml.Linq;

namespace TypedSender.Report.Packages;

/// <summary>A package as it would be published.</summary>
/// <param name="Path">The file.</param>
/// <param name="Metadata">What its nuspec says, by the names of its elements.</param>
/// <param name="Files">The paths in it.</param>
internal sealed record Package(string Path, XElement Metadata, IReadOnlyList<string> Files)
{
    public string Id => this["id"];

    public string Version => this["version"];

    public long Size => new FileInfo(Path).Length;

    /// <summary>The package of its symbols.</summary>
    public string SymbolPath => System.IO.Path.ChangeExtension(Path, ".snupkg");

    /// <summary>The frameworks that it has libraries for.</summary>
    public IEnumerable<string> Frameworks => (from file in Files where file.StartsWith("lib/", StringComparison.Ordinal) select file.Split('/')[1]).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Whether it holds a command in place of a library.</summary>
    public bool IsTool => Files.Any(file => file.StartsWith("tools/", StringComparison.Ordinal) && file.EndsWith("/DotnetToolSettings.xml", StringComparison.Ordinal));

    /// <summary>The text of an element, or nothing.</summary>
    public string this[string element] => Element(element)?.Value ?? "";

    public static Package[] ReadAll(string folder) => [.. from path in Directory.GetFiles(folder, "*.nupkg").Order(StringComparer.Ordinal) select Read(path)];

    public XElement? Element(string name) => Metadata.Element(Metadata.Name.Namespace + name);

    /// <summary>What it depends on, for each framework: the name, the version and what is not handed on.</summary>
    public IEnumerable<(string Framework, string Id, string Version, string? Exclude)> Dependencies() =>
        from @group in Metadata.Descendants(Metadata.Name.Namespace + "group")
        from dependency in @group.Elements()
        select ((string)@group.Attribute("targetFramework")!, (string)dependency.Attribute("id")!, (string)dependency.Attribute("version")!, (string?)dependency.Attribute("exclude"));

    public byte[] Read(string path, bool symbols = false)
    {
        using ZipArchive archive = ZipFile.OpenRead(symbols ? SymbolPath : Path);
        using Stream entry = archive.GetEntry(path)!.Open();
        using MemoryStream copy = new();
        entry.CopyTo(copy);
        return copy.ToArray();
    }

    private static Package Read(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        using Stream nuspec = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return new Package(path, XDocument.Load(nuspec).Root!.Elements().First(), [.. from entry in archive.Entries select entry.FullName]);
    }
}
