using System.Diagnostics;
using TypedSender;

namespace QuickStart;

/// <summary>Sends every earthquake once: what people may have felt one by one, the rest in lists.</summary>
internal static class Sending
{
    private const double FeltMagnitude = 2.5;
    private const int ListLength = 250;

    public static async Task<OutcomeTable> SendAsync(
        IEarthquakeSender sender, IReadOnlyList<Earthquake> earthquakes, CancellationToken cancellationToken)
    {
        OutcomeTable table = new();
        ProgressLine progress = new("sending", earthquakes.Count);
        Earthquake[] felt = [.. earthquakes.Where(earthquake => earthquake.Magnitude >= FeltMagnitude)];
        Earthquake[] others = [.. earthquakes.Where(earthquake => earthquake.Magnitude < FeltMagnitude)];

        List<SendOutcome> outcomes = [];
        long start = Stopwatch.GetTimestamp();
        foreach (Earthquake earthquake in felt)
        {
            outcomes.Add(await sender.AlertAsync(earthquake, cancellationToken));
            progress.Advance();
        }

        table.Add("one by one", outcomes, Stopwatch.GetElapsedTime(start));

        outcomes = [];
        start = Stopwatch.GetTimestamp();
        foreach (Earthquake[] list in others.Chunk(ListLength))
        {
            outcomes.AddRange(await sender.RecordAllAsync(list, cancellationToken));
            progress.Advance(list.Length);
        }

        table.Add("in lists", outcomes, Stopwatch.GetElapsedTime(start));
        return table;
    }
}
