using System.Globalization;
using TypedSender.Benchmarks.Ratios;

namespace TypedSender.Benchmarks.Against;

/// <summary>One figure of all pairs, and whether it is as it has to be.</summary>
/// <param name="Line">What is printed: the name, the median, and in words what follows from it.</param>
/// <param name="Holds">Whether the median is as it has to be.</param>
internal sealed record Criterion(string Line, bool Holds)
{
    public static Criterion AtLeast(string name, List<double> ratios, double bound) =>
        Make(name, ratios, median => median >= bound, string.Create(CultureInfo.InvariantCulture, $"at least {bound}"));

    public static Criterion AtMost(string name, List<double> ratios, double bound) =>
        Make(name, ratios, median => median <= bound, string.Create(CultureInfo.InvariantCulture, $"at most {bound}"));

    /// <summary>Bytes allocated for each send, beside those that the other build allocates.</summary>
    public static Criterion Below(string name, List<double> bytes, double bound, double before) =>
        Make(name, bytes, median => median < bound, string.Create(CultureInfo.InvariantCulture, $"bytes a send, below {bound:0.####}, the commit {before:0.####}"));

    private static Criterion Make(string name, List<double> values, Func<double, bool> holds, string bound)
    {
        double median = Statistics.Median([.. values]);
        return new Criterion(
            string.Create(CultureInfo.InvariantCulture, $"{name} {median:0.####} min {values.Min():0.####} max {values.Max():0.####} pairs {values.Count} ({bound}): {(holds(median) ? "holds" : "DOES NOT HOLD")}"),
            holds(median));
    }
}
