using System.Diagnostics;
using System.Globalization;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Ratios;

namespace TypedSender.Benchmarks.Runs;

/// <summary>
/// The typed sender in a process of its own, started for it, that sends when it is told to: <c>slices PORT CONTAINER settled|unsettled|single COUNT BODY IN_FLIGHT
/// [CERTIFICATE]</c>. It warms up, prints how many messages make a slice, and sends as many as each line of its input says, with one line about each slice. At the end of the
/// input it closes, and prints how many it has sent in all.
/// </summary>
internal static class SlicedRun
{
    private static readonly TimeSpan SliceTime = TimeSpan.FromSeconds(0.1);

    public static async Task RunAsync(RunOptions options)
    {
        var contender = new TypedContender(options.Sink, options.Workload, options.Container);
        bool isSingle = options.Mode == SendMode.Single;
        long[] times = [];
        int sliceCount = await PairedRuns.WarmAsync(SendAsync, PairedRuns.WarmingTime, SliceTime);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sliceCount}"));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            int count = int.Parse(line, CultureInfo.InvariantCulture);
            if (isSingle)
            {
                // What takes the times is made before anything is counted.
                Room(count);
            }

            RunResult slice = await MeasuredRun.MeasureAsync(async () => await SendAsync(count));
            Console.WriteLine((slice with { Count = count }).ToJson());
        }

        await contender.DisposeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contender.Sent}"));

        ValueTask<TimeSpan> SendAsync(int count) => isSingle ? PingPongAsync(contender, Room(count)) : contender.RunAsync(count);

        long[] Room(int count) => times.Length == count ? times : times = new long[count];
    }

    private static async ValueTask<TimeSpan> PingPongAsync(TypedContender contender, long[] times)
    {
        await contender.PingPongAsync(times);
        return TimeSpan.FromSeconds(times.Sum() / (double)Stopwatch.Frequency);
    }
}
