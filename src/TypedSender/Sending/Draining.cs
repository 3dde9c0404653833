namespace TypedSender;

/// <summary>Waits for the sends that are on their way when senders are closed.</summary>
internal static class Draining
{
    /// <summary>Closes senders to new messages, and waits until no send of theirs is outstanding, but no longer than <see cref="SendClientOptions.DrainTimeout"/>. Never throws.</summary>
    /// <param name="settings">What their client is set to.</param>
    /// <param name="beginClose">
    /// Closes the senders that there are, and returns the end of their sends. Called until it finds none outstanding: a message may have moved to the link of its address, which was made in the
    /// meantime.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting early.</param>
    public static async Task WaitAsync(SendSettings settings, Func<Task> beginClose, CancellationToken cancellationToken)
    {
        TimeSpan limit = settings.DrainTimeout;
        long started = settings.TimeProvider.GetTimestamp();
        for (Task drained = beginClose(); !drained.IsCompleted; drained = beginClose())
        {
            TimeSpan left = limit == Timeout.InfiniteTimeSpan ? limit : limit - settings.TimeProvider.GetElapsedTime(started);
            if (left < TimeSpan.Zero && limit != Timeout.InfiniteTimeSpan)
            {
                return;
            }

            await QuietWait.ForAsync(drained, left, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
            if (!drained.IsCompleted)
            {
                return;
            }
        }
    }
}
