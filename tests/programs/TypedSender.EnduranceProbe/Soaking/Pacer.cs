using System.Diagnostics;

namespace TypedSender.EnduranceProbe.Soaking;

/// <summary>Counts what is sent, and holds it to a rate as soon as one is set. Thread-safe.</summary>
internal sealed class Pacer
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    private Pace? _pace;
    private long _taken;

    /// <summary>How many have been sent.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>From now on, so many a second.</summary>
    public void SetRate(double perSecond) => Volatile.Write(ref _pace, new Pace(Stopwatch.GetTimestamp(), Taken, perSecond));

    /// <summary>Sends so many; waits until their turn has come.</summary>
    public ValueTask TakeAsync(int count)
    {
        long mine = Interlocked.Add(ref _taken, count);
        if (Volatile.Read(ref _pace) is not { } pace)
        {
            return default;
        }

        TimeSpan early = TimeSpan.FromSeconds((mine - pace.Before) / pace.PerSecond) - Stopwatch.GetElapsedTime(pace.Start);
        if (early < -TimeSpan.FromSeconds(1))
        {
            // What a fault has held up is not made up for: the pace is that of a machine that has other work too.
            Interlocked.CompareExchange(ref _pace, new Pace(Stopwatch.GetTimestamp(), mine, pace.PerSecond), pace);
        }

        return early < Shortest ? default : new ValueTask(Task.Delay(early));
    }

    private sealed record Pace(long Start, long Before, double PerSecond);
}
