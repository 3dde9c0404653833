using Microsoft.Extensions.Logging;

namespace TypedSender.Tests.Telemetry;

/// <summary>Keeps every record of the categories that it is told to enable down to Trace.</summary>
internal sealed class RecordingLog(params string[] categories) : ILoggerFactory
{
    private readonly List<Entry> _entries = [];
    private readonly List<(Func<Entry, bool> Condition, TaskCompletionSource Seen)> _waiting = [];

    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Runs before each record is kept.</summary>
    public Action? Before { get; init; }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName, categories.Contains(categoryName));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>Ends when such a record has come.</summary>
    public Task WaitForAsync(Func<Entry, bool> condition)
    {
        lock (_entries)
        {
            TaskCompletionSource seen = Bounded.Signal();
            if (_entries.Any(condition))
            {
                seen.SetResult();
            }
            else
            {
                _waiting.Add((condition, seen));
            }

            return seen.Task.Within();
        }
    }

    private void Add(Entry entry)
    {
        Before?.Invoke();
        lock (_entries)
        {
            _entries.Add(entry);
            foreach ((Func<Entry, bool> condition, TaskCompletionSource seen) in _waiting)
            {
                if (condition(entry))
                {
                    seen.TrySetResult();
                }
            }
        }
    }

    public sealed record Entry(string Category, LogLevel Level, int Id, string Text);

    private sealed class Logger(RecordingLog log, string category, bool isEnabled) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => isEnabled;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Add(new Entry(category, logLevel, eventId.Id, $"{formatter(state, exception)}{exception}"));
    }
}
