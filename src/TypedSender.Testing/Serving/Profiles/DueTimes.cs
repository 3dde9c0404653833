namespace TypedSender.Testing.Serving.Profiles;

/// <summary>Actions to be done at times to come, on the thread of the clock's timer. Thread-safe.</summary>
internal sealed class DueTimes
{
    // What no timer can hold is waited for in several pieces.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly object _lock = new();
    private readonly PriorityQueue<Action, DateTimeOffset> _actions = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;

    public DueTimes(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _timer = timeProvider.CreateTimer(static state => ((DueTimes)state!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Has an action done once a time has come; it is called without a lock of this class.</summary>
    public void Add(DateTimeOffset due, Action action)
    {
        lock (_lock)
        {
            _actions.Enqueue(action, due);
            SetTimer();
        }
    }

    private void Run()
    {
        while (TakeDue() is { } action)
        {
            action();
        }
    }

    private Action? TakeDue()
    {
        lock (_lock)
        {
            if (_actions.TryPeek(out _, out DateTimeOffset due) && due <= _timeProvider.GetUtcNow())
            {
                return _actions.Dequeue();
            }

            SetTimer();
            return null;
        }
    }

    private void SetTimer()
    {
        if (_actions.TryPeek(out _, out DateTimeOffset due))
        {
            // Timers count in milliseconds: rounded down, it would fire too early.
            TimeSpan left = TimeSpan.FromMilliseconds(Math.Ceiling((due - _timeProvider.GetUtcNow()).TotalMilliseconds));
            _timer.Change(left <= TimeSpan.Zero ? TimeSpan.Zero : left < LongestTimer ? left : LongestTimer, Timeout.InfiniteTimeSpan);
        }
    }
}
