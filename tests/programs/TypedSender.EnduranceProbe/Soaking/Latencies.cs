using System.Diagnostics;

namespace TypedSender.EnduranceProbe.Soaking;

/// <summary>How long sends took, in classes of about six per cent. Thread-safe, and of constant size.</summary>
internal sealed class Latencies
{
    private const int ClassesPerDoubling = 12;

    private readonly long[] _counts = new long[ClassesPerDoubling * 40];

    public void Add(long start)
    {
        double microseconds = Math.Max(1, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        Interlocked.Increment(ref _counts[(int)(Math.Log2(microseconds) * ClassesPerDoubling)]);
    }

    /// <summary>What 99 of 100 were faster than since the last call, in microseconds; 0 when nothing was sent.</summary>
    public double TakePercentile99()
    {
        long[] counts = new long[_counts.Length];
        for (int index = 0; index < counts.Length; index++)
        {
            counts[index] = Interlocked.Exchange(ref _counts[index], 0);
        }

        long slower = counts.Sum() / 100;
        for (int index = counts.Length - 1; index >= 0; index--)
        {
            slower -= counts[index];
            if (slower < 0)
            {
                return Math.Pow(2, (index + 1.0) / ClassesPerDoubling);
            }
        }

        return 0;
    }
}
