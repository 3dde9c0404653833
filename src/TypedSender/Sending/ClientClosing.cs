using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// The end of a client: nothing new, then what is on its way, then the connection. Bounded by <see cref="SendClientOptions.DrainTimeout"/>,
/// <see cref="SendClientOptions.CloseTimeout"/> and <see cref="GraceTime"/>, whatever the policy, streams, loggers, handlers and delegates of the user do; never throws.
/// </summary>
internal static class ClientClosing
{
    /// <summary>Bounds the final wait for user code: a stream that is being disposed, or a policy that is being called.</summary>
    private static readonly TimeSpan GraceTime = GuardedStream.DisposalTimeout;

    public static async Task<SendCloseReport> RunAsync(ClientContext client)
    {
        Task drained = BeginClose(client);
        await QuietWait.ForAsync(drained, client.Settings.DrainTimeout, client.Settings.TimeProvider, default).ConfigureAwait(false);
        SendCloseReport report = default;
        SendQueue[] senders;
        lock (client.Lock)
        {
            senders = [.. client.Senders];
            foreach (SendQueue sender in senders)
            {
                SendCloseReport rest = sender.FailOutstanding();
                report = new SendCloseReport(report.NotSent + rest.NotSent, report.Indeterminate + rest.Indeterminate, 0);
            }

            client.FlushCompletions();
            client.ReconnectLoop.Close();
        }

        // A connection in the making has no close frame to exchange.
        client.ReconnectLoop.AbortOpening();
        await QuietWait.ForAsync(client.ReconnectLoop.Stopped, client.Settings.CloseTimeout, client.Settings.TimeProvider, default).ConfigureAwait(false);
        client.ReconnectLoop.Abort();
        lock (client.Lock)
        {
            report = report with { UnconfirmedLost = client.LostPresettled };
            client.Dispose();
        }

        SendQueueReport?[] queues = await Task.WhenAll(senders.Select(static sender => sender.Queue.EndAsync())).ConfigureAwait(false);
        report = report with { Queues = [.. queues.OfType<SendQueueReport>()] };
        TaskCompletionSource logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        client.LogLater(logger => WriteClosed(client, logger, report, logged));
        await QuietWait.ForAsync(Task.WhenAll(client.ReconnectLoop.Stopped, client.ReconnectLoop.Completion, logged.Task), GraceTime, TimeProvider.System, default).ConfigureAwait(false);
        return report;
    }

    private static void WriteClosed(ClientContext client, ILogger logger, SendCloseReport report, TaskCompletionSource logged)
    {
        try
        {
            Log.Closed(logger, client.Settings.Endpoints[0].ToString(), report.NotSent, report.Indeterminate, report.UnconfirmedLost);
        }
        finally
        {
            logged.TrySetResult();
        }
    }

    private static Task BeginClose(ClientContext client)
    {
        lock (client.Lock)
        {
            client.BeginClose();
            return Task.WhenAll(client.Senders.Select(sender => sender.BeginClose()));
        }
    }
}
