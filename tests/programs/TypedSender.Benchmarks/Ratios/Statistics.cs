using System.Diagnostics;

namespace TypedSender.Benchmarks.Ratios;

/// <summary>What is told of many values.</summary>
internal static class Statistics
{
    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Of the times that so many of a thousand do not exceed, the longest.</summary>
    /// <param name="times">Ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="perMille">How many of a thousand.</param>
    public static double Microseconds(long[] times, int perMille)
    {
        Array.Sort(times);
        return times[(int)Math.Min(times.Length - 1, (long)times.Length * perMille / 1000)] * 1e6 / Stopwatch.Frequency;
    }
}
