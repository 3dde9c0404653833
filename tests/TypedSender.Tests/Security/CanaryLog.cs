using Microsoft.Extensions.Logging;

namespace TypedSender.Tests.Security;

/// <summary>Wants every record of every category, and has each looked at: its text, its values, its exception, its scopes.</summary>
internal sealed class CanaryLog(CanaryWatch watch) : ILoggerFactory, ILogger
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        watch.Look("scopes", state.ToString());
        return null;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
        watch.Look(eventId.Id >= 9000 ? "frames" : "records", $"{eventId} {formatter(state, exception)} {values} {exception}");
    }
}
