using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TypedSender.Hosting.Tests;

/// <summary>Hosts with nothing of their surroundings.</summary>
internal static class Hosts
{
    public static HostApplicationBuilder Create(params (string Key, string? Value)[] configuration)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value)));
        return builder;
    }

    public static EventLog<(LogLevel Level, EventId Id, string Text)> Record(this IHostApplicationBuilder builder)
    {
        EventLog<(LogLevel, EventId, string)> log = new();
        builder.Services.AddSingleton<ILoggerProvider>(new RecordingProvider(log));
        builder.Logging.SetMinimumLevel(LogLevel.Debug);
        return log;
    }

    public static async Task<HealthReportEntry> CheckAsync(this IHost host)
    {
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().Within();
        return Assert.Single(report.Entries).Value;
    }

    private sealed class RecordingProvider(EventLog<(LogLevel Level, EventId Id, string Text)> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add((logLevel, eventId, formatter(state, exception)));

        public void Dispose()
        {
        }
    }
}
