using TypedSender.Benchmarks.Competitors;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Ratios;

/// <summary>Compares the product in this process with senders of others, each run of theirs in a process of its own.</summary>
internal sealed class CompetitorPairs(Sink sink, LostCount lost)
{
    /// <summary>How many times as many messages a second the product sends; null where the other is missing.</summary>
    /// <param name="competitor">The other.</param>
    /// <param name="workload">How both send.</param>
    /// <param name="count">How many messages make a run of the other.</param>
    public async Task<double?> CompareRatesAsync(Competitor competitor, Workload workload, int count)
    {
        if (await IsMissingAsync(competitor))
        {
            return null;
        }

        var typed = new TypedContender(sink.Address, workload);
        int ownCount = await PairedRuns.WarmAsync(typed.RunAsync, PairedRuns.WarmingTime);
        SendMode mode = workload.IsSettled ? SendMode.Settled : SendMode.Unsettled;
        double ratio = await PairedRuns.CompareAsync(
            async () => ownCount / (await typed.RunAsync(ownCount)).TotalSeconds,
            async () => (await RunAsync(competitor, workload, mode, count)).Rate,
            "messages a second");
        await lost.CloseAsync(typed, sink);
        return ratio;
    }

    /// <summary>The median time of a message of the product, each accepted before the next is sent, divided by that of the fastest of some others; null where one is missing.</summary>
    public async Task<double?> CompareSingleAsync(Competitor[] competitors, Workload workload, int count)
    {
        foreach (Competitor competitor in competitors)
        {
            if (await IsMissingAsync(competitor))
            {
                return null;
            }
        }

        double ratio = await PairedRuns.CompareAsync(() => TimeAsync(OwnCompetitor.Typed), TimeFastestAsync, "microseconds, p50");
        return ratio;

        async Task<double> TimeAsync(Competitor competitor) => (await RunAsync(competitor, workload, SendMode.Single, count)).P50!.Value;

        async Task<double> TimeFastestAsync()
        {
            double fastest = double.MaxValue;
            foreach (Competitor competitor in competitors)
            {
                fastest = Math.Min(fastest, await TimeAsync(competitor));
            }

            return fastest;
        }
    }

    private static async Task<bool> IsMissingAsync(Competitor competitor)
    {
        string? missing = await competitor.FindMissingAsync();
        if (missing is not null)
        {
            Console.Error.WriteLine($"    {competitor.Title} is not measured: {missing}");
        }

        return missing is not null;
    }

    private async Task<RunResult> RunAsync(Competitor competitor, Workload workload, SendMode mode, int count)
    {
        RunResult result = await competitor.RunAsync(sink, mode, count, workload.BodySize, workload.InFlight);
        lost.Add(competitor.Name, result.Sent, result.Counted);
        return result;
    }
}
