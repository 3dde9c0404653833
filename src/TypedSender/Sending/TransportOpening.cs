namespace TypedSender;

/// <summary>Opens an <see cref="ISendTransport"/>, and says what keeps it from being open.</summary>
internal static class TransportOpening
{
    /// <summary>Ends when the transport has opened. Without the lock.</summary>
    /// <param name="transport">The transport.</param>
    /// <param name="sender">Its adapter.</param>
    /// <param name="limit">How long to wait; infinite where the transport has no client.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SendException">It could not be opened, or not in time.</exception>
    public static async Task RunAsync(ISendTransport transport, SendTransport sender, TimeSpan limit, CancellationToken cancellationToken)
    {
        Task opened = Task.CompletedTask;
        try
        {
            opened = transport.OpenAsync(cancellationToken);
            await opened.WaitAsync(limit, sender.Domain.Settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!opened.IsCompleted)
        {
            // The attempt goes on, for sends that wait; how it ends is told to them.
            _ = opened.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            (SendPhase phase, SendFailure? obstacle) = sender.GetOpening();
            throw SendErrors.OpenTimedOut(sender.Address, limit, phase, obstacle).ToException();
        }
        catch (Exception exception) when (exception is not (SendException or OperationCanceledException))
        {
            throw SendErrors.TransportFailed(sender.Address, exception).ToException();
        }
    }

    /// <summary>The phase of a send that waits for a transport in this state.</summary>
    public static SendPhase GetPhase(MessageSenderState state) => state switch
    {
        MessageSenderState.Opening => SendPhase.Attaching,
        MessageSenderState.Recovering => SendPhase.Reattaching,
        _ => SendPhase.Connecting,
    };

    /// <summary>The last failure of what a send in this phase waited for; null for none, and for one that had found the transport open.</summary>
    public static SendFailure? FindObstacle(SendTransport sender, SendPhase phase) => phase
        is SendPhase.Connecting or SendPhase.Attaching or SendPhase.Authorizing or SendPhase.Reconnecting or SendPhase.Reattaching ? sender.GetOpening().Obstacle : null;
}
