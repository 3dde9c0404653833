namespace TypedSender.Shared;

/// <summary>A clock that stands still until a test moves it; due timers run inside <see cref="Advance"/>, on the caller's thread, each at its own time.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _elapsed;
    private TaskCompletionSource _changed = Bounded.Signal();
    private TaskCompletionSource _created = Bounded.Signal();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are armed.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count(timer => timer.Due is not null);
            }
        }
    }

    /// <summary>Ends when no timer is armed.</summary>
    public Task WaitForNoTimersAsync() => WaitForTimersAsync(static isArmed => !isArmed);

    /// <summary>Ends when a timer is armed: for one that another thread is yet to set.</summary>
    public Task WaitForTimerAsync() => WaitForTimersAsync(static isArmed => isArmed);

    /// <summary>Ends when a timer is made after this call.</summary>
    public Task WaitForNextTimerAsync()
    {
        lock (_gate)
        {
            return _created.Task;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed.Ticks;
        }
    }

    public override DateTimeOffset GetUtcNow() => _start + new TimeSpan(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        TaskCompletionSource created;
        lock (_gate)
        {
            created = _created;
            _created = Bounded.Signal();
        }

        created.SetResult();
        return timer;
    }

    /// <summary>Moves the clock, and runs every timer that becomes due on the way, the earliest first.</summary>
    public void Advance(TimeSpan duration)
    {
        TimeSpan end;
        lock (_gate)
        {
            end = _elapsed + duration;
        }

        while (TakeDue(end) is { } timer)
        {
            timer.Callback(timer.State);
        }
    }

    /// <summary>Moves the clock step by step, with pauses for other threads, until <paramref name="task"/> has ended: for timers that another thread is yet to arm.</summary>
    public async Task AdvanceUntilAsync(Task task, TimeSpan step)
    {
        for (int i = 0; i < 10_000 && !task.IsCompleted; i++)
        {
            Advance(step);
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1)));
        }
    }

    /// <summary>Moves the clock in one leap, and runs each due timer once at its end: a process that was suspended.</summary>
    public void Leap(TimeSpan duration)
    {
        ManualTimer[] due;
        lock (_gate)
        {
            _elapsed += duration;
            due = [.. _timers.Where(timer => timer.Due <= _elapsed)];
            foreach (ManualTimer timer in due)
            {
                timer.Due = timer.Period is { } period ? _elapsed + period : null;
                TellChanged();
            }
        }

        foreach (ManualTimer timer in due)
        {
            timer.Callback(timer.State);
        }
    }

    private ManualTimer? TakeDue(TimeSpan end)
    {
        lock (_gate)
        {
            ManualTimer? earliest = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (earliest is null)
            {
                _elapsed = end;
                return null;
            }

            _elapsed = earliest.Due!.Value > _elapsed ? earliest.Due.Value : _elapsed;
            earliest.Due = earliest.Period is { } period ? _elapsed + period : null;
            TellChanged();
            return earliest;
        }
    }

    private async Task WaitForTimersAsync(Func<bool, bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (condition(_timers.Exists(static timer => timer.Due is not null)))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.Within();
        }
    }

    private void TellChanged()
    {
        TaskCompletionSource changed = _changed;
        _changed = Bounded.Signal();
        changed.SetResult();
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public TimerCallback Callback { get; } = callback;

        public object? State { get; } = state;

        public TimeSpan? Due { get; set; }

        public TimeSpan? Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : owner._elapsed + dueTime;
                Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
                owner.TellChanged();
                return true;
            }
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                Due = null;
                owner._timers.Remove(this);
                owner.TellChanged();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
