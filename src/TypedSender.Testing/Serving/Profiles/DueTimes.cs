namespace TypedSender.Testing.Serving.Profiles;

/// <summary>Actions to be done at times to come, those of one time in the order in which they were added, on the thread of the clock's timer. Thread-safe.</summary>
internal sealed class DueTimes : IDisposable
{
    // What no timer can hold is waited for in several pieces.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly object _lock = new();
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Number)> _actions = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private long _number;
    private bool _isDisposed;

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
            if (!_isDisposed)
            {
                _actions.Enqueue(action, (due, _number++));
                SetTimer();
            }
        }
    }

    /// <summary>Forgets what is not due yet; nothing is done any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _actions.Clear();
            _timer.Dispose();
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
            if (_actions.TryPeek(out _, out (DateTimeOffset Due, long Number) next) && next.Due <= _timeProvider.GetUtcNow())
            {
                return _actions.Dequeue();
            }

            SetTimer();
            return null;
        }
    }

    private void SetTimer()
    {
        if (_actions.TryPeek(out _, out (DateTimeOffset Due, long Number) next))
        {
            // Timers count in milliseconds: rounded down, it would fire too early.
            TimeSpan left = TimeSpan.FromMilliseconds(Math.Ceiling((next.Due - _timeProvider.GetUtcNow()).TotalMilliseconds));
            _timer.Change(left <= TimeSpan.Zero ? TimeSpan.Zero : left < LongestTimer ? left : LongestTimer, Timeout.InfiniteTimeSpan);
        }
    }
}
