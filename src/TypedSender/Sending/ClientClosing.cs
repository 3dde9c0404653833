namespace TypedSender;

/// <summary>The end of a client: nothing new, then what is on its way, then the connection.</summary>
internal static class ClientClosing
{
    public static async Task<SendCloseReport> RunAsync(ClientCore core)
    {
        Task drained = BeginClose(core);
        await WaitQuietlyAsync(drained, core.Settings.DrainTimeout, core, default).ConfigureAwait(false);
        SendCloseReport report = default;
        lock (core.Gate)
        {
            foreach (MessageSender sender in core.Senders)
            {
                SendCloseReport rest = sender.FailRest();
                report = new SendCloseReport(report.NotSent + rest.NotSent, report.Indeterminate + rest.Indeterminate, 0);
            }

            core.FlushDecided();
            core.Keeper.Close();
        }

        await WaitQuietlyAsync(core.Keeper.Completion, core.Settings.CloseTimeout, core, default).ConfigureAwait(false);
        core.Keeper.Abort();
        await core.Keeper.Completion.ConfigureAwait(false);
        lock (core.Gate)
        {
            report = report with { UnconfirmedLost = core.LostPresettled };
            core.Dispose();
        }

        LogRecord.Write(core.Logger, logger => Log.Closed(logger, core.Settings.Endpoints[0].ToString(), report.NotSent, report.Indeterminate, report.UnconfirmedLost));
        return report;
    }

    /// <summary>Waits for a task that never fails; time and token only end the waiting.</summary>
    public static async Task WaitQuietlyAsync(Task task, TimeSpan timeout, ClientCore core, CancellationToken cancellationToken)
        => await task.WaitAsync(timeout, core.Settings.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static Task BeginClose(ClientCore core)
    {
        lock (core.Gate)
        {
            core.BeginClose();
            return Task.WhenAll(core.Senders.Select(sender => sender.BeginClose()));
        }
    }
}
