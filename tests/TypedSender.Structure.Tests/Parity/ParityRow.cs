using System.Text.RegularExpressions;

namespace TypedSender.Structure.Tests.Parity;

/// <summary>One row of docs/parity.md.</summary>
/// <param name="Line">The row as it stands there.</param>
/// <param name="Names">The names of the seed's pages.</param>
/// <param name="Kind">Whether there is a counterpart.</param>
/// <param name="Symbol">The counterpart: type and member, or the type; empty if there is none.</param>
/// <param name="Test">The test that proves it, from its namespace on; empty if there is none.</param>
internal sealed partial record ParityRow(string Line, string[] Names, ParityKind Kind, string Symbol, string Test)
{
    /// <summary>The last part of the counterpart's name, of an attribute as it is applied.</summary>
    public string SimpleName => Symbol[(Symbol.LastIndexOf('.') + 1)..] is var name && name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;

    public static ParityRow[] ReadAll()
        => [.. Repository.ReadText("docs/parity.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(Read)];

    private static ParityRow Read(string line)
    {
        string[] cells = [.. line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim())];
        if (cells.Length != 4)
        {
            throw new FormatException($"The row has {cells.Length} cells and not 4: {line}");
        }

        ParityKind kind = cells[1] switch
        {
            "none" => ParityKind.None,
            "not yet" => ParityKind.NotYet,
            _ => ParityKind.Counterpart,
        };
        return new(line, Codes(cells[0]), kind, Codes(cells[1]).FirstOrDefault(""), Codes(cells[2]).FirstOrDefault(""));
    }

    private static string[] Codes(string cell) => [.. Code().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
