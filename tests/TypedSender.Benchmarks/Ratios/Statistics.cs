namespace TypedSender.Benchmarks.Ratios;

/// <summary>What is told of many values.</summary>
internal static class Statistics
{
    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value that so many of a thousand do not exceed.</summary>
    public static double PerMille(long[] values, int share)
    {
        Array.Sort(values);
        return values[(int)Math.Min(values.Length - 1, (long)values.Length * share / 1000)];
    }
}
