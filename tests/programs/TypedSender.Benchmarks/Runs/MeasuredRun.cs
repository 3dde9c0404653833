using System.Diagnostics;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Ratios;

namespace TypedSender.Benchmarks.Runs;

/// <summary>A run of one way of sending in this process, started for it: it warms up, sends, and prints what that needed.</summary>
internal static class MeasuredRun
{
    private const int WarmingPingPongs = 1000;

    private static readonly TimeSpan WarmingTime = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(IContender contender, RunOptions options)
    {
        RunResult result = options.Mode == SendMode.Single ? await PingPongAsync(contender, options.Count) : await SendAsync(contender, options.Count);
        string container = contender.Container;
        await contender.DisposeAsync();
        Console.WriteLine((result with { Sent = contender.Sent, Container = container }).ToJson());
    }

    private static async Task<RunResult> SendAsync(IContender contender, int count)
    {
        await PairedRuns.WarmAsync(contender.RunAsync, WarmingTime);
        return await MeasureAsync(async () => await contender.RunAsync(count));
    }

    private static async Task<RunResult> PingPongAsync(IContender contender, int count)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmingTime)
        {
            await contender.PingPongAsync(new long[WarmingPingPongs]);
        }

        long[] times = new long[count];
        RunResult result = await MeasureAsync(() => contender.PingPongAsync(times));
        return result with { P50 = Statistics.Microseconds(times, 500), P99 = Statistics.Microseconds(times, 990), P999 = Statistics.Microseconds(times, 999) };
    }

    /// <summary>Measures what the whole process needs for it.</summary>
    public static async Task<RunResult> MeasureAsync(Func<Task> sendAsync)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await sendAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        using Process process = Process.GetCurrentProcess();
        return new RunResult(0, elapsed.TotalSeconds, processor.TotalSeconds, process.PeakWorkingSet64, allocated, P50: null, P99: null, P999: null);
    }
}
