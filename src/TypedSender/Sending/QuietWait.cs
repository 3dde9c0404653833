namespace TypedSender;

/// <summary>Waits that end without an exception.</summary>
internal static class QuietWait
{
    /// <summary>Waits for a task that never fails; time-out and token only end the waiting.</summary>
    public static async Task ForAsync(Task task, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
        => await task.WaitAsync(timeout, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
