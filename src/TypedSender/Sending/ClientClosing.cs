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

    public static async Task<SendCloseReport> RunAsync(ClientCore core)
    {
        Task drained = BeginClose(core);
        await QuietWait.ForAsync(drained, core.Settings.DrainTimeout, core.Settings.TimeProvider, default).ConfigureAwait(false);
        SendCloseReport report = default;
        lock (core.Gate)
        {
            foreach (SendQueue sender in core.Senders)
            {
                SendCloseReport rest = sender.FailOutstanding();
                report = new SendCloseReport(report.NotSent + rest.NotSent, report.Indeterminate + rest.Indeterminate, 0);
            }

            core.FlushDecided();
            core.Keeper.Close();
        }

        // A connection in the making has no close frame to exchange.
        core.Keeper.AbortOpening();
        await QuietWait.ForAsync(core.Keeper.Stopped, core.Settings.CloseTimeout, core.Settings.TimeProvider, default).ConfigureAwait(false);
        core.Keeper.Abort();
        lock (core.Gate)
        {
            report = report with { UnconfirmedLost = core.LostPresettled };
            core.Dispose();
        }

        TaskCompletionSource logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        core.LogLater(logger => WriteClosed(core, logger, report, logged));
        await QuietWait.ForAsync(Task.WhenAll(core.Keeper.Stopped, core.Keeper.Completion, logged.Task), GraceTime, TimeProvider.System, default).ConfigureAwait(false);
        return report;
    }

    private static void WriteClosed(ClientCore core, ILogger logger, SendCloseReport report, TaskCompletionSource logged)
    {
        try
        {
            Log.Closed(logger, core.Settings.Endpoints[0].ToString(), report.NotSent, report.Indeterminate, report.UnconfirmedLost);
        }
        finally
        {
            logged.TrySetResult();
        }
    }

    private static Task BeginClose(ClientCore core)
    {
        lock (core.Gate)
        {
            core.BeginClose();
            return Task.WhenAll(core.Senders.Select(sender => sender.BeginClose()));
        }
    }
}
