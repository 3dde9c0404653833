using System.Diagnostics;

namespace TypedSender.Network.Tests.Namespaces;

/// <summary>How late this machine runs its timers at worst: what a bound of real time has to allow on top.</summary>
internal sealed class Lateness : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Timer _timer;
    private long _last = Stopwatch.GetTimestamp();
    private TimeSpan _worst;

    public Lateness() => _timer = new Timer(static lateness => ((Lateness)lateness!).Tick(), this, Interval, Interval);

    public TimeSpan Worst
    {
        get
        {
            Tick();
            lock (_timer)
            {
                return _worst;
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        lock (_timer)
        {
            long now = Stopwatch.GetTimestamp();
            TimeSpan late = Stopwatch.GetElapsedTime(_last, now) - Interval;
            _last = now;
            _worst = late > _worst ? late : _worst;
        }
    }
}
