using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>The table of CONTRIBUTING.md that says which tests guard a feature names what is there, and leaves no project of tests out.</summary>
public partial class GuardTableTests
{
    private static readonly string[] Rows =
    [
        .. Repository.ReadText("CONTRIBUTING.md").Split("### What guards what")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1),
    ];

    private static readonly string[] Named = [.. Rows.SelectMany(row => Code().Matches(row.Split('|')[2]).Select(match => match.Groups[1].Value))];

    [Fact]
    public void Every_folder_of_the_table_is_there()
    {
        Assert.InRange(Rows.Length, 20, 60);
        Expect.None(from name in Named where !Directory.Exists(Path.Combine(Repository.Root, "tests", FolderOf(name))) select name);
    }

    [Fact]
    public void Every_class_of_the_table_is_there()
    {
        HashSet<string> files = [.. Repository.SourceFiles("tests").Select(file => Path.GetFileNameWithoutExtension(file.Path))];

        Expect.None(from row in Rows from Match match in Class().Matches(row) where !files.Contains(match.Value) select match.Value);
    }

    [Fact]
    public void No_project_of_tests_is_left_out()
    {
        string[] projects = [.. Repository.Projects("tests").Select(project => project.Name).Where(name => name.EndsWith(".Tests", StringComparison.Ordinal) && name != "TypedSender.Tests")];

        Assert.NotEmpty(projects);
        Expect.None(from project in projects where !Named.Any(name => FolderOf(name).Split('/')[0] == project) select project);
    }

    private static string FolderOf(string name) => name.Split('/')[0].EndsWith(".Tests", StringComparison.Ordinal) ? $"TypedSender.{name}" : $"TypedSender.Tests/{name}";

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b\w+(?:Tests|Table)\b(?![./`])")]
    private static partial Regex Class();
}
