namespace TypedSender;

/// <summary>The end of a connection that a redirect led to and no link uses any more: waits for the peer's answer, but not for long, and has the connection forgotten. Runs on the thread pool.</summary>
internal sealed class LoopEnding(ConnectionContext connection, ReconnectLoop loop) : ICompletion
{
    ICompletion? ICompletion.NextCompletion { get; set; }

    void ICompletion.Complete() => _ = RunAsync();

    private async Task RunAsync()
    {
        // A connection in the making has no close frame to exchange.
        loop.AbortOpening();
        await QuietWait.ForAsync(loop.Stopped, connection.Settings.CloseTimeout, connection.Settings.TimeProvider, default).ConfigureAwait(false);
        loop.Abort();
        await loop.Completion.ConfigureAwait(false);
        lock (connection.Lock)
        {
            connection.Forget(loop);
        }
    }
}
