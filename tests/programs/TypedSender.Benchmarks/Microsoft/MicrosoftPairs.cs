using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Ratios;

namespace TypedSender.Benchmarks.Microsoft;

/// <summary>Compares typed senders over Microsoft.Azure.Amqp with that library alone: the same message to the same sink, with as many in flight.</summary>
internal sealed class MicrosoftPairs(Sink sink, LostCount lost)
{
    private static readonly Workload Settled = new() { IsSettled = true };
    private static readonly Workload Unsettled = new();

    public (string Name, Func<Task<double?>> MeasureAsync)[] Figures() =>
    [
        ("over_azureamqp_vs_azureamqp_settled", () => CompareRatesAsync(Settled, MicrosoftWay.OnSession)),
        ("over_azureamqp_vs_azureamqp_unsettled", () => CompareRatesAsync(Unsettled, MicrosoftWay.OnSession)),
        ("over_azureamqp_link_vs_azureamqp_settled", () => CompareRatesAsync(Settled, MicrosoftWay.OnLink)),
        ("over_azureamqp_link_vs_azureamqp_unsettled", () => CompareRatesAsync(Unsettled, MicrosoftWay.OnLink)),
        ("over_azureamqp_bytes_vs_azureamqp", () => CompareBytesAsync(Unsettled, MicrosoftWay.OnSession)),
        ("over_azureamqp_link_bytes_vs_azureamqp", () => CompareBytesAsync(Unsettled, MicrosoftWay.OnLink)),
        ("over_azureamqp_bytes_vs_azureamqp_settled", () => CompareBytesAsync(Settled, MicrosoftWay.OnSession)),
    ];

    private async Task<double?> CompareRatesAsync(Workload workload, MicrosoftWay way)
    {
        MicrosoftContender typed = await MicrosoftContender.ConnectAsync(sink.Address, workload, way);
        MicrosoftContender plain = await MicrosoftContender.ConnectAsync(sink.Address, workload, MicrosoftWay.Plain);
        double ratio = await PairedRuns.CompareRatesAsync(typed, plain);
        await lost.CloseAsync(typed, sink);
        await lost.CloseAsync(plain, sink);
        return ratio;
    }

    private async Task<double?> CompareBytesAsync(Workload workload, MicrosoftWay way)
    {
        double typed = await AllocateAsync(workload, way);
        double plain = await AllocateAsync(workload, MicrosoftWay.Plain);
        Console.Error.WriteLine($"    {typed,14:n1} : {plain,14:n1} bytes a message");
        return typed / plain;
    }

    private async Task<double> AllocateAsync(Workload workload, MicrosoftWay way)
    {
        MicrosoftContender contender = await MicrosoftContender.ConnectAsync(sink.Address, workload, way);
        int count = await PairedRuns.WarmAsync(contender.RunAsync, PairedRuns.WarmingTime);
        await contender.RunAsync(count);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await contender.RunAsync(count);
        double each = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / count;
        await lost.CloseAsync(contender, sink);
        return each;
    }
}
