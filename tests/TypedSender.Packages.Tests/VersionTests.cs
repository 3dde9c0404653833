using System.Text.RegularExpressions;

namespace TypedSender.Packages.Tests;

/// <summary>The version stands in one place.</summary>
public class VersionTests
{
    [Fact]
    public void The_version_is_said_in_one_project_file_alone()
    {
        string[] files = ["*.csproj", "*.props", "*.targets"];

        Assert.Equal(
            ["Directory.Build.props"],
            from folder in (string[])[Repository.Root, .. from name in (string[])["src", "generators", "samples", "tests"] select Path.Combine(Repository.Root, name)]
            from pattern in files
            from path in Directory.EnumerateFiles(folder, pattern, folder == Repository.Root ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
            let relative = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
            where !relative.Split('/').Any(part => part is "bin" or "obj") && Regex.IsMatch(File.ReadAllText(path), "<(Package|Assembly|File|Informational)?Version(Prefix)?>")
            select relative);
    }

    [Fact]
    public void The_changelog_has_what_is_released_or_is_about_to_be() =>
        Assert.Matches($@"\n## \[(Unreleased|{Regex.Escape(Workshop.Version3)}[^\]]*)\]", Repository.ReadText("CHANGELOG.md"));
}
