using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>The tables of docs/shapes-*.md: each row says what becomes of a shape, and names tests that exist.</summary>
public partial class ShapeTableTests
{
    private const int FixtureColumn = 2;

    private static readonly string[] Tables =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "shapes-*.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static readonly Dictionary<string, List<string>> TestSources = ReadTests();

    public static TheoryData<string> Pages => new(Tables);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_row_names_tests_that_exist(string page)
    {
        (int Line, string[] Cells)[] rows = [.. Rows(page)];

        Assert.NotEmpty(rows);
        Expect.None(
            from row in rows
            from finding in Findings(row.Cells)
            select $"docs/{page}({row.Line}): {finding}");
    }

    [Fact]
    public void The_index_links_to_each_table_and_to_no_other()
    {
        string[] linked = [.. Link().Matches(Repository.ReadText("docs/shapes.md")).Select(match => match.Groups["page"].Value).Distinct().Order(StringComparer.Ordinal)];

        Assert.NotEmpty(linked);
        Assert.Equal(Tables, linked);
    }

    [Theory]
    [InlineData("| a | sent | |", "no test is named")]
    [InlineData("| a | sent | `ShapeTableTests.No_such_test` |", "there is no test ShapeTableTests.No_such_test")]
    [InlineData("| a | sent | `NoSuchTests.Any` |", "there is no test NoSuchTests.Any")]
    [InlineData("| a | | `ShapeTableTests.A_row_that_lacks_something_is_found` |", "nothing is said of what happens")]
    [InlineData("| a | sent |", "the row has 2 cells in place of 3")]
    [InlineData("| a | sent | `ShapeTableTests.A_row_that_lacks_something_is_found` |", null)]
    public void A_row_that_lacks_something_is_found(string row, string? finding) => Assert.Equal(finding is null ? [] : [finding], Findings(Cells(row)));

    private static IEnumerable<(int Line, string[] Cells)> Rows(string page)
    {
        string[] lines = Repository.ReadText($"docs/{page}").ReplaceLineEndings("\n").Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            // The head of a table is the line above its rule.
            bool isHead = index + 1 < lines.Length && lines[index + 1].StartsWith("|--", StringComparison.Ordinal);
            if (lines[index].StartsWith('|') && !isHead && !lines[index].StartsWith("|--", StringComparison.Ordinal))
            {
                yield return (index + 1, Cells(lines[index]));
            }
        }
    }

    private static string[] Cells(string row) => [.. Separator().Split(row.Trim().Trim('|')).Select(cell => cell.Trim())];

    private static IEnumerable<string> Findings(string[] cells)
    {
        if (cells.Length != FixtureColumn + 1)
        {
            yield return $"the row has {cells.Length} cells in place of {FixtureColumn + 1}";
            yield break;
        }

        if (cells[1].Length == 0)
        {
            yield return "nothing is said of what happens";
        }

        Match[] tests = Test().Matches(cells[FixtureColumn]).ToArray();
        if (tests.Length == 0)
        {
            yield return "no test is named";
        }

        foreach (Match test in tests)
        {
            if (!Exists(test.Groups["class"].Value, test.Groups["method"].Value))
            {
                yield return $"there is no test {test.Groups["class"].Value}.{test.Groups["method"].Value}";
            }
        }
    }

    private static bool Exists(string type, string method)
        => TestSources.TryGetValue(type, out List<string>? sources) && sources.Exists(source => Regex.IsMatch(source, $@"\bpublic [\w ]*\b(void|Task) {Regex.Escape(method)}\("));

    /// <summary>The sources of the tests by the classes that are declared in them.</summary>
    private static Dictionary<string, List<string>> ReadTests()
    {
        Dictionary<string, List<string>> sources = [];
        foreach (SourceFile file in Repository.SourceFiles("tests"))
        {
            foreach (Match match in Declaration().Matches(file.Text))
            {
                string name = match.Groups["name"].Value;
                (sources.TryGetValue(name, out List<string>? texts) ? texts : sources[name] = []).Add(file.Text);
            }
        }

        return sources;
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Separator();

    [GeneratedRegex(@"`(?<class>[A-Z]\w*)\.(?<method>[A-Z]\w*)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"\bclass (?<name>\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\]\((?<page>shapes-[a-z]+\.md)\)")]
    private static partial Regex Link();
}
