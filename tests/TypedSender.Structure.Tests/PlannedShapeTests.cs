using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>Every shape that was planned has its row in the tables of docs/shapes-*.md, which <see cref="ShapeTableTests"/> keeps in step with the tests.</summary>
public class PlannedShapeTests
{
    private const string Plan = "tests/TypedSender.Structure.Tests/PlannedShapes.txt";

    [Fact]
    public void Each_has_a_row()
    {
        string[] lines = [.. Repository.ReadText(Plan).ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

        Assert.InRange(lines.Length, 140, 1000);
        Expect.None(lines.Select(line => Finding(line, page => Repository.ReadText($"docs/shapes-{page}.md"))).OfType<string>());
    }

    [Theory]
    [InlineData("bool => a: `bool`", null)]
    [InlineData("bool => a: `bool` |", null)]
    [InlineData("int => a: `int`", "no row of docs/shapes-a.md begins with '| `int`', for the planned shape 'int'")]
    [InlineData("bool => a: `bo` |", "no row of docs/shapes-a.md begins with '| `bo` |', for the planned shape 'bool'")]
    [InlineData("text => a: `str", "2 rows of docs/shapes-a.md begin with '| `str', for the planned shape 'text'")]
    [InlineData("bool", "'bool' does not name a row: shape => page: cell")]
    public void One_that_lacks_it_is_found(string line, string? finding)
        => Assert.Equal(finding, Finding(line, _ => "| `bool` | boolean | test |\n| `string` | string | test |\n| `str32` | string | test |\n"));

    private static string? Finding(string line, Func<string, string> read)
    {
        if (line.Split(" => ", 2) is not [string shape, string place] || place.Split(": ", 2) is not [string page, string cell])
        {
            return $"'{line}' does not name a row: shape => page: cell";
        }

        string start = $"| {cell}";
        int count = read(page).Split('\n').Count(row => row.StartsWith(start, StringComparison.Ordinal));
        return count switch
        {
            1 => null,
            0 => $"no row of docs/shapes-{page}.md begins with '{start}', for the planned shape '{shape}'",
            _ => $"{count} rows of docs/shapes-{page}.md begin with '{start}', for the planned shape '{shape}'",
        };
    }
}
