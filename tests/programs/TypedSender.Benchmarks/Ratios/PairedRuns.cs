using TypedSender.Benchmarks.Contenders;

namespace TypedSender.Benchmarks.Ratios;

/// <summary>Runs two ways of sending in turn, and compares each pair: what else the machine does then meets both.</summary>
internal static class PairedRuns
{
    private const int Pairs = 7;

    public static readonly TimeSpan WarmingTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RunTime = TimeSpan.FromSeconds(0.6);

    /// <summary>How many times as many messages a second the first sends as the second: the median over the pairs.</summary>
    public static async Task<double> CompareRatesAsync(IContender contender, IContender measure)
    {
        int count = await WarmAsync(contender.RunAsync, WarmingTime);
        int measureCount = await WarmAsync(measure.RunAsync, WarmingTime);
        return await CompareAsync(() => RateAsync(contender, count), () => RateAsync(measure, measureCount), "messages a second");
    }

    /// <summary>The median of what the first measured, divided by what the second measured right before or after it.</summary>
    public static async Task<double> CompareAsync(Func<Task<double>> first, Func<Task<double>> second, string unit)
    {
        double[] ratios = new double[Pairs];
        for (int pair = 0; pair < Pairs; pair++)
        {
            bool isFirst = pair % 2 == 0;
            double own = isFirst ? await first() : 0;
            double other = await second();
            own = isFirst ? own : await first();
            ratios[pair] = own / other;
            Console.Error.WriteLine($"    {own,14:n1} : {other,14:n1} {unit}");
        }

        return Statistics.Median(ratios);
    }

    /// <summary>Runs until code is compiled to its end and buffers have grown to what they need.</summary>
    /// <returns>How many messages make a run of a good length.</returns>
    public static Task<int> WarmAsync(Func<int, ValueTask<TimeSpan>> runAsync, TimeSpan warmingTime) => WarmAsync(runAsync, warmingTime, RunTime);

    /// <summary>As <see cref="WarmAsync(Func{int, ValueTask{TimeSpan}}, TimeSpan)"/>, for runs of another length.</summary>
    public static async Task<int> WarmAsync(Func<int, ValueTask<TimeSpan>> runAsync, TimeSpan warmingTime, TimeSpan runTime)
    {
        TimeSpan total = TimeSpan.Zero;
        int count = 400;
        while (true)
        {
            TimeSpan time = await runAsync(count);
            total += time;
            if (total >= warmingTime)
            {
                return Scale(count, runTime / time);
            }

            count = Scale(count, Math.Clamp(runTime / time, 1, 8));
        }
    }

    // A number that eight threads can share.
    private static int Scale(int count, double factor) => Math.Max(8, (int)(count * factor / 8) * 8);

    private static async Task<double> RateAsync(IContender contender, int count) => count / (await contender.RunAsync(count)).TotalSeconds;
}
