using TypedSender;

namespace QuickStart;

/// <summary>Outcomes and rates, a line for each way of sending.</summary>
internal sealed class OutcomeTable
{
    private static readonly SendOutcomeKind[] Kinds =
    [
        SendOutcomeKind.Accepted, SendOutcomeKind.Rejected, SendOutcomeKind.Released, SendOutcomeKind.Modified,
        SendOutcomeKind.NotSent, SendOutcomeKind.Indeterminate,
    ];

    private const string Gap = "   ";

    private readonly List<Row> _rows = [];

    public int Accepted => _rows.Sum(row => row.Count(SendOutcomeKind.Accepted));

    /// <summary>The first message that was not accepted, in words; null when all were.</summary>
    public string? FirstFailure => _rows.SelectMany(row => row.Outcomes).Where(outcome => outcome.Kind != SendOutcomeKind.Accepted)
        .Select(outcome => outcome.ToString()).FirstOrDefault();

    public void Add(string name, IReadOnlyCollection<SendOutcome> outcomes, TimeSpan elapsed) => _rows.Add(new Row(name, outcomes, elapsed));

    /// <summary>
    /// The table without the outcomes that no message had. Columns that have no room beside the others follow below, after the names of the rows again.
    /// </summary>
    /// <param name="width">How many characters a line may hold; a line is longer only if a single column is.</param>
    public IEnumerable<string> Lines(int width)
    {
        string[] names = Aligned(["", .. _rows.Select(row => row.Name)], isText: true);
        string[] block = names;
        List<string> lines = [];
        foreach (string[] column in Columns().Select(cells => Aligned(cells, isText: false)))
        {
            if (block[0].Length + column[0].Length > width && block != names)
            {
                lines.AddRange([.. block, ""]);
                block = names;
            }

            block = [.. block.Zip(column, string.Concat)];
        }

        return [.. lines, .. block];
    }

    private IEnumerable<string[]> Columns()
    {
        yield return Column("messages", row => $"{row.Outcomes.Count:N0}");
        foreach (SendOutcomeKind kind in Kinds.Where(kind => _rows.Any(row => row.Count(kind) > 0)))
        {
            yield return Column(Name(kind), row => $"{row.Count(kind):N0}");
        }

        yield return Column("seconds", row => $"{row.Elapsed.TotalSeconds:F3}");
        yield return Column("per second", row => $"{row.Outcomes.Count / row.Elapsed.TotalSeconds:N0}");
    }

    private string[] Column(string header, Func<Row, string> cell) => [header, .. _rows.Select(cell)];

    private static string[] Aligned(string[] cells, bool isText)
    {
        int width = cells.Max(cell => cell.Length);
        return [.. cells.Select(cell => isText ? cell.PadRight(width) : Gap + cell.PadLeft(width))];
    }

    private static string Name(SendOutcomeKind kind) => kind == SendOutcomeKind.NotSent ? "not sent" : kind.ToString().ToLowerInvariant();

    private sealed record Row(string Name, IReadOnlyCollection<SendOutcome> Outcomes, TimeSpan Elapsed)
    {
        public int Count(SendOutcomeKind kind) => Outcomes.Count(outcome => outcome.Kind == kind);
    }
}
