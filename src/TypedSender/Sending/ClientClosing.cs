using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// The end of a client, a session or a connection: nothing new, then what is on its way, then links and connection. Bounded by <see cref="SendClientOptions.DrainTimeout"/>,
/// <see cref="SendClientOptions.CloseTimeout"/> and <see cref="GraceTime"/>, whatever the policy, streams, loggers, handlers and delegates of the user do; never throws.
/// </summary>
internal static class ClientClosing
{
    /// <summary>Bounds the final wait for user code: a stream that is being disposed, or a policy that is being called.</summary>
    private static readonly TimeSpan GraceTime = GuardedStream.DisposalTimeout;

    /// <summary>Closes a client or session, and its connection if that is its own.</summary>
    /// <param name="client">The client or session.</param>
    /// <param name="cancellationToken">Ends the waiting for what is on its way, and for the peer.</param>
    public static Task<SendCloseReport> RunAsync(ClientContext client, CancellationToken cancellationToken = default) =>
        client.Ownership.OwnsConnection ? RunAsync(client.Connection, cancellationToken) : LeaveAsync(client, cancellationToken);

    /// <summary>Closes a connection with all clients and sessions on it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Ends the waiting for what is on its way, and for the peer.</param>
    public static async Task<SendCloseReport> RunAsync(ConnectionContext connection, CancellationToken cancellationToken = default)
    {
        SendClientSettings settings = connection.Settings;
        await Draining.WaitAsync(settings, BeginClose, cancellationToken).ConfigureAwait(false);
        SendCloseReport report = default;
        SendQueue[] senders;
        lock (connection.Lock)
        {
            senders = [.. connection.Clients.SelectMany(static client => client.Senders)];
            foreach (ClientContext client in connection.Clients)
            {
                report = report.Add(FailOutstanding(client));
            }

            connection.FlushCompletions();
            foreach (ReconnectLoop loop in connection.Loops)
            {
                loop.Close();
            }
        }

        // A connection in the making has no close frame to exchange.
        ForEach(connection, static loop => loop.AbortOpening());
        await QuietWait.ForAsync(WhenStopped(connection), settings.CloseTimeout, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        ForEach(connection, static loop => loop.Abort());
        lock (connection.Lock)
        {
            report = report with { UnconfirmedLost = connection.LostPresettled };
            connection.Dispose();
        }

        report = await AddQueuesAsync(report, senders).ConfigureAwait(false);
        Task ended = Task.WhenAll(WhenStopped(connection), Task.WhenAll(connection.Loops.Select(static loop => loop.Completion)));
        await LogAsync(connection, logger => Log.Closed(logger, settings.Endpoints[0].ToString(), report.NotSent, report.Indeterminate, report.UnconfirmedLost), ended).ConfigureAwait(false);
        return report;

        Task BeginClose()
        {
            lock (connection.Lock)
            {
                return connection.BeginClose();
            }
        }
    }

    /// <summary>Closes a client or session whose connection goes on.</summary>
    private static async Task<SendCloseReport> LeaveAsync(ClientContext client, CancellationToken cancellationToken)
    {
        SendClientSettings settings = client.Settings;
        await Draining.WaitAsync(settings, BeginClose, cancellationToken).ConfigureAwait(false);
        SendCloseReport report;
        SendQueue[] senders;
        Task detached;
        lock (client.Lock)
        {
            senders = [.. client.Senders];
            report = FailOutstanding(client);
            detached = Task.WhenAll(senders.Select(static sender => sender.Link.DetachAsync(closed: true)));
            client.Domain.FlushCompletions();
        }

        await QuietWait.ForAsync(detached, settings.CloseTimeout, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        lock (client.Lock)
        {
            foreach (SendQueue sender in senders)
            {
                client.Remove(sender);
            }

            client.Connection.Remove(client);
            ObservedClients.Remove(client);
        }

        report = await AddQueuesAsync(report, senders).ConfigureAwait(false);
        await LogAsync(client.Connection, logger => Log.ClientLeft(logger, settings.Endpoints[0].ToString(), report.NotSent, report.Indeterminate), Task.CompletedTask).ConfigureAwait(false);
        return report;

        Task BeginClose()
        {
            lock (client.Lock)
            {
                return client.BeginClose();
            }
        }
    }

    private static SendCloseReport FailOutstanding(ClientContext client)
    {
        SendCloseReport report = default;
        foreach (SendQueue sender in client.Senders)
        {
            report = report.Add(SenderEnding.FailOutstanding(sender));
        }

        return report;
    }

    private static async Task<SendCloseReport> AddQueuesAsync(SendCloseReport report, SendQueue[] senders)
    {
        SendQueueReport?[] queues = await Task.WhenAll(senders.Select(static sender => sender.Queue.EndAsync())).ConfigureAwait(false);
        return report with { Queues = [.. queues.OfType<SendQueueReport>()] };
    }

    private static Task WhenStopped(ConnectionContext connection) => Task.WhenAll(connection.Loops.Select(static loop => loop.Stopped).ToArray());

    private static void ForEach(ConnectionContext connection, Action<ReconnectLoop> act)
    {
        foreach (ReconnectLoop loop in connection.Loops)
        {
            act(loop);
        }
    }

    /// <summary>Writes the last record, and waits for it and for what else has to end, but not for long.</summary>
    private static Task LogAsync(ConnectionContext connection, Action<ILogger> write, Task ended)
    {
        TaskCompletionSource logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.LogLater(logger =>
        {
            try
            {
                write(logger);
            }
            finally
            {
                logged.TrySetResult();
            }
        });
        return QuietWait.ForAsync(Task.WhenAll(ended, logged.Task), GraceTime, TimeProvider.System, default);
    }
}
