using System.Globalization;

namespace TypedSender.Soak.Tests;

/// <summary>What has changed between minute 2 (of 5; of a shorter run, as great a part of it) and the end, by the straight line that fits the samples best.</summary>
internal sealed class SoakTrend
{
    /// <summary>
    /// What a heap of less than 1 MiB may seem to grow by, in bytes. One per cent of it is 8 KiB, and single measurements differ by twice that: the runtime still compiles
    /// in the first minute, and a client keeps more or fewer deliveries between two uses. After five minutes and some millions of sends, one small object kept of every
    /// thousand is more than this.
    /// </summary>
    public const long Noise = 64 * 1024;

    private const double SettlingSeconds = 120;
    private const double SettlingShare = 0.4;

    private readonly double _rateOfPeak;

    public SoakTrend(List<SoakReading> samples, double peak)
    {
        double settled = Math.Min(SettlingSeconds, samples[^1]["at"] * SettlingShare);
        SoakReading[] judged = [.. samples.Where(sample => sample["at"] >= settled - 1)];
        HeapStart = (long)Held(judged[0]);
        HeapEnd = (long)Held(judged[^1]);
        Growth = (long)(FitSlope(judged) * (judged[^1]["at"] - judged[0]["at"]));
        LatencyStart = Median(judged[..((judged.Length + 1) / 2)], "p99_us");
        LatencyEnd = Median(judged[(judged.Length / 2)..], "p99_us");
        Peak = peak;
        _rateOfPeak = judged.Average(sample => sample["rate"]) / peak;
    }

    public long HeapStart { get; }

    public long HeapEnd { get; }

    /// <summary>How much larger the heap is at the end, in bytes, single measurements smoothed away.</summary>
    public long Growth { get; }

    public double LatencyStart { get; }

    public double LatencyEnd { get; }

    public double Peak { get; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"heap_start={HeapStart} heap_end={HeapEnd} slope_bytes={Growth} slope_percent={100.0 * Growth / HeapStart:0.00} peak_per_second={Peak:0} rate_percent_of_peak={100 * _rateOfPeak:0} p99_start_us={LatencyStart:0} p99_end_us={LatencyEnd:0} p99_drift_percent={100 * ((LatencyEnd / LatencyStart) - 1):0}");

    /// <summary>The heap without the arrays that lie in the runtime's pools: how many do, is the pools' affair, and that all come back to them is counted.</summary>
    private static double Held(SoakReading sample) => sample["heap"] - sample["pooled"];

    private static double Median(SoakReading[] samples, string name)
    {
        double[] sorted = [.. samples.Select(sample => sample[name]).Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>By least squares, for each second.</summary>
    private static double FitSlope(SoakReading[] samples)
    {
        double time = samples.Average(sample => sample["at"]);
        double mean = samples.Average(Held);
        return samples.Sum(sample => (sample["at"] - time) * (Held(sample) - mean)) / samples.Sum(sample => (sample["at"] - time) * (sample["at"] - time));
    }
}
