using System.Diagnostics;

namespace TypedSender.Endurance.Tests.Races;

/// <summary>
/// Holds back whoever has been first lately, a little more each time, so that both arrive as nearly at once as the machine lets them: that is where the
/// interesting orders are. A random part, from a seed, spreads them around that point.
/// </summary>
internal sealed class Handicap(int seed)
{
    private const double LargestLead = 5000;
    private const double LargestStep = 256;
    private const double Spread = 40;

    private readonly Random _random = new(seed);
    private double _lead;
    private double _step = 1;
    private bool? _lastWinner;

    /// <summary>How long each of the two waits before it acts.</summary>
    public (TimeSpan First, TimeSpan Second) Next()
    {
        double lead = _lead + ((_random.NextDouble() - 0.5) * Spread);
        return lead > 0 ? (TimeSpan.FromMicroseconds(lead), TimeSpan.Zero) : (TimeSpan.Zero, TimeSpan.FromMicroseconds(-lead));
    }

    public void Note(bool hasFirstWon)
    {
        _step = hasFirstWon == _lastWinner ? Math.Min(_step * 2, LargestStep) : 1;
        _lead = Math.Clamp(_lead + (hasFirstWon ? _step : -_step), -LargestLead, LargestLead);
        _lastWinner = hasFirstWon;
    }

    /// <summary>Waits more exactly than a timer can.</summary>
    public static void Wait(TimeSpan delay)
    {
        long start = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        while (Stopwatch.GetElapsedTime(start) < delay)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
