using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting;

/// <summary>
/// Connects clients before the application's services start, where that is set, and closes them after these have stopped: what is on its way is waited for within the host's time-out.
/// </summary>
/// <param name="clients">The clients.</param>
/// <param name="settings">Their settings.</param>
/// <param name="logger">Where the counts go.</param>
internal sealed partial class ClientHost(ClientTable clients, IOptionsMonitor<TypedSenderSettings> settings, ILogger<ClientHost> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (string unread in UnreadSections.Find(clients.Registrations))
        {
            LogUnread(logger, unread);
        }

        return Task.WhenAll(clients.Registrations.Where(client => settings.Get(client.Name).ConnectAtStart).Select(client => ConnectAsync(client, cancellationToken)));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(clients.All.Select(entry => DrainAsync(entry.Registration, entry.Client, cancellationToken)));

    private async Task ConnectAsync(ClientRegistration registration, CancellationToken cancellationToken)
    {
        SendClient client = clients.Get(registration);
        await client.OpenAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(registration.Senders.Select(sender => sender.Get(client).OpenAsync(cancellationToken))).ConfigureAwait(false);
    }

    private async Task DrainAsync(ClientRegistration registration, SendClient client, CancellationToken cancellationToken)
    {
        var before = ClientSnapshot.Of(client);
        long started = before.TimeProvider.GetTimestamp();
        SendCloseReport report = await client.BeginCloseAsync(cancellationToken).ConfigureAwait(false);
        int completed = Math.Max(0, before.PendingCount - report.NotSent - report.Indeterminate);
        LogLevel level = report.IsClean ? LogLevel.Information : LogLevel.Warning;
        LogDrained(
            logger, level, registration.DisplayName, before.Endpoint, before.PendingCount, completed, report.NotSent, report.Indeterminate, report.UnconfirmedLost,
            (long)before.TimeProvider.GetElapsedTime(started).TotalMilliseconds);
    }

    [LoggerMessage(
        EventId = 6001,
        Message = "Stopped {Client} at {Endpoint}: of {Pending} messages that were on their way, {Completed} have the outcome of the peer, {NotSent} were not sent, {Indeterminate} may have been; {UnconfirmedLost} pre-settled ones were lost ({ElapsedMilliseconds} ms)")]
    private static partial void LogDrained(
        ILogger logger, LogLevel level, string client, string endpoint, int pending, int completed, int notSent, int indeterminate, long unconfirmedLost, long elapsedMilliseconds);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "{Unread}")]
    private static partial void LogUnread(ILogger logger, string unread);
}
