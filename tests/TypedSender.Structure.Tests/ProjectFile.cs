using System.Xml.Linq;

namespace TypedSender.Structure.Tests;

/// <summary>What a project refers to.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Packages">Names of the packages it refers to.</param>
/// <param name="References">Names of the projects whose assemblies it uses.</param>
/// <param name="Analyzers">Names of the projects that it only runs inside the compiler.</param>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> Packages, IReadOnlyList<string> References, IReadOnlyList<string> Analyzers)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static ProjectFile Load(string relative, string full)
    {
        XDocument document = XDocument.Load(full);
        ILookup<bool, string> projects = document.Descendants("ProjectReference").ToLookup(
            reference => (string?)reference.Attribute("OutputItemType") == "Analyzer" || (string?)reference.Attribute("ReferenceOutputAssembly") == "false",
            reference => System.IO.Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
        string[] packages = [.. document.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)];
        return new ProjectFile(relative, packages, [.. projects[false]], [.. projects[true]]);
    }
}
