namespace TypedSender.Report.Mutants;

/// <summary>
/// The mutants that are known to live, each below the reason why no test tells it from the code: a list in Markdown, a heading with the reason, an entry for each mutant.
/// One entry stands for all mutants of its name.
/// </summary>
internal sealed class Survivors
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _reasons.Keys;

    public static Survivors Read(string path)
    {
        Survivors survivors = new();
        string reason = string.Empty;
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                reason = line[3..];
            }
            else if (line.StartsWith("- `", StringComparison.Ordinal))
            {
                survivors._reasons.Add(line[2..], reason);
            }
        }

        return survivors;
    }

    public string? ReasonOf(Mutant mutant) => _reasons.GetValueOrDefault(mutant.Name);
}
