namespace TypedSender;

/// <summary>
/// A clock of a user's own, made harmless: one that throws counts as standing still, and a timer that it cannot make is made by the system. It is asked under locks and while
/// closing, where nothing may be thrown.
/// </summary>
internal sealed class GuardedTimeProvider : TimeProvider
{
    private readonly TimeProvider _inner;
    private long _last;

    private GuardedTimeProvider(TimeProvider inner)
    {
        _inner = inner;
        TimestampFrequency = inner.TimestampFrequency;
        LocalTimeZone = inner.LocalTimeZone;
    }

    public override long TimestampFrequency { get; }

    public override TimeZoneInfo LocalTimeZone { get; }

    /// <summary>The system's clock needs no guard.</summary>
    public static TimeProvider Of(TimeProvider inner) => inner == System ? inner : new GuardedTimeProvider(inner);

    public override long GetTimestamp()
    {
        try
        {
            long now = _inner.GetTimestamp();
            Volatile.Write(ref _last, now);
            return now;
        }
        catch (Exception)
        {
            return Volatile.Read(ref _last);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        try
        {
            return _inner.GetUtcNow();
        }
        catch (Exception)
        {
            return System.GetUtcNow();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer? timer;
        try
        {
            timer = _inner.CreateTimer(callback, state, dueTime, period);
        }
        catch (Exception)
        {
            timer = null;
        }

        return timer is null ? System.CreateTimer(callback, state, dueTime, period) : new GuardedTimer(timer);
    }

    private sealed class GuardedTimer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            try
            {
                return inner.Change(dueTime, period);
            }
            catch (Exception)
            {
                return false;
            }
        }

        public void Dispose()
        {
            try
            {
                inner.Dispose();
            }
            catch (Exception)
            {
                // It is of no use any more.
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
