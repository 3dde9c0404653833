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

    private readonly List<Row> _rows = [];

    public int Accepted => _rows.Sum(row => row.Count(SendOutcomeKind.Accepted));

    /// <summary>The first message that was not accepted, in words; null when all were.</summary>
    public string? FirstFailure => _rows.SelectMany(row => row.Outcomes).Where(outcome => outcome.Kind != SendOutcomeKind.Accepted)
        .Select(outcome => outcome.ToString()).FirstOrDefault();

    public void Add(string name, IReadOnlyCollection<SendOutcome> outcomes, TimeSpan elapsed) => _rows.Add(new Row(name, outcomes, elapsed));

    public void Print()
    {
        Console.WriteLine($"{"",-12}{"messages",9}{string.Concat(Kinds.Select(kind => $"{Name(kind),14}"))}{"seconds",10}{"per second",12}");
        foreach (Row row in _rows)
        {
            double seconds = row.Elapsed.TotalSeconds;
            Console.WriteLine(
                $"{row.Name,-12}{row.Outcomes.Count,9:N0}{string.Concat(Kinds.Select(kind => $"{row.Count(kind),14:N0}"))}{seconds,10:F3}{row.Outcomes.Count / seconds,12:N0}");
        }
    }

    private static string Name(SendOutcomeKind kind) => kind == SendOutcomeKind.NotSent ? "not sent" : kind.ToString().ToLowerInvariant();

    private sealed record Row(string Name, IReadOnlyCollection<SendOutcome> Outcomes, TimeSpan Elapsed)
    {
        public int Count(SendOutcomeKind kind) => Outcomes.Count(outcome => outcome.Kind == kind);
    }
}
