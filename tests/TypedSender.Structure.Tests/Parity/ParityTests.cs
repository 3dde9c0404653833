using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests.Parity;

/// <summary>docs/parity.md has a row for every name of the seed's two pages, and each row that has a counterpart names a test of its own that uses it.</summary>
public sealed class ParityTests
{
    private static readonly ParityRow[] Rows = ParityRow.ReadAll();

    private static readonly ParityRow[] WithCounterpart = [.. Rows.Where(row => row.Kind == ParityKind.Counterpart)];

    private static readonly string[] SeedNames =
    [
        .. Repository.ReadText("tests/TypedSender.Structure.Tests/Parity/SeedNames.txt").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'),
    ];

    private static readonly SourceFile[] Tests = [.. Repository.SourceFiles("tests")];

    [Fact]
    public void Every_name_of_the_pages_has_one_row()
    {
        string[] named = [.. Rows.SelectMany(row => row.Names)];

        Assert.InRange(SeedNames.Length, 80, 100);
        Expect.None(SeedNames.Except(named).Select(name => $"{name} has no row"));
        Expect.None(named.Except(SeedNames).Select(name => $"{name} is on no page"));
        Expect.None(named.GroupBy(name => name).Where(rows => rows.Count() > 1).Select(rows => $"{rows.Key} has {rows.Count()} rows"));
    }

    [Fact]
    public void Every_counterpart_is_public()
    {
        string[] lines = [.. from project in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")) from file in Directory.EnumerateFiles(project, "PublicAPI.*.txt") from line in File.ReadLines(file) select line];

        Assert.NotEmpty(WithCounterpart);
        Expect.None(from row in WithCounterpart where !lines.Any(line => Regex.IsMatch(line, $@"\.{Regex.Escape(row.Symbol)}\b")) select $"{row.Symbol} is not public: {row.Line}");
    }

    [Fact]
    public void Every_test_that_is_named_is_there_and_uses_the_counterpart()
        => Expect.None(
            from row in WithCounterpart
            let file = Find(row.Test)
            where file is null || !Regex.IsMatch(file.Code, $@"\b{Regex.Escape(row.SimpleName)}\b")
            select file is null ? $"There is no test '{row.Test}': {row.Line}" : $"{file.Path} does not use {row.SimpleName}: {row.Line}");

    [Fact]
    public void No_test_stands_in_two_rows()
        => Expect.None(from rows in WithCounterpart.GroupBy(row => row.Test) where rows.Count() > 1 select $"{rows.Key} stands in {rows.Count()} rows");

    [Fact]
    public void What_is_not_there_names_no_test_and_says_why()
    {
        ParityRow[] others = [.. Rows.Except(WithCounterpart)];

        Assert.Contains(others, row => row.Kind == ParityKind.None);
        Expect.None(from row in others where row.Test.Length > 0 select $"It names a test: {row.Line}");
        Expect.None(from row in others where row.Line.Split(" | ")[3].Trim(' ', '|').Length < 20 select $"It does not say why: {row.Line}");
    }

    private static SourceFile? Find(string test)
    {
        string[] parts = test.Split('.');
        if (parts.Length < 3)
        {
            return null;
        }

        string space = string.Join('.', parts[..^2]);
        return Array.Find(
            Tests,
            file => file.Namespace == space
                && Regex.IsMatch(file.Code, $@"\bclass {Regex.Escape(parts[^2])}\b")
                && Regex.IsMatch(file.Code, $@"\[(?:\w*Fact|\w*Theory|Fault|KnownBug)\b[^;{{]*\bpublic (?:async )?(?:Task|void) {Regex.Escape(parts[^1])}\("));
    }
}
