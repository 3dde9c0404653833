using TypedSender.Benchmarks.Competitors;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Ratios;

/// <summary>Compares with a sender on qpid-proton's C library, in a process of its own.</summary>
internal sealed class ProtonPairs(Sink sink, LostCount lost)
{
    private const int ProtonCount = 400_000;

    private readonly ProtonCompetitor _proton = new();

    /// <summary>How many times as many messages a second the product sends; null where qpid-proton is missing.</summary>
    public async Task<double?> CompareAsync(Workload workload)
    {
        if (await _proton.FindMissingAsync() is { } missing)
        {
            Console.Error.WriteLine($"    qpid-proton is not measured: its sender does not compile. {missing}");
            return null;
        }

        var typed = new TypedContender(sink.Address, workload);
        int count = await PairedRuns.WarmAsync(typed.RunAsync, PairedRuns.WarmingTime);
        double ratio = await PairedRuns.CompareAsync(
            async () => count / (await typed.RunAsync(count)).TotalSeconds,
            () => RunProtonAsync(workload),
            "messages a second");
        await lost.CloseAsync(typed, sink);
        return ratio;
    }

    private async Task<double> RunProtonAsync(Workload workload)
    {
        SendMode mode = workload.IsSettled ? SendMode.Settled : SendMode.Unsettled;
        RunResult result = await _proton.RunAsync(sink, mode, ProtonCount, workload.BodySize, workload.InFlight);
        lost.Add(_proton.Name, result.Sent, result.Counted);
        return result.Rate;
    }
}
