using Microsoft.Extensions.Logging;
using TypedSender.Shared;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>Keeps every record of the client, its frames excepted.</summary>
internal sealed class ClientLog : ILoggerFactory, ILogger
{
    public EventLog<(int Id, string Text)> Records { get; } = new();

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel > LogLevel.Trace;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Records.Add((eventId.Id, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
