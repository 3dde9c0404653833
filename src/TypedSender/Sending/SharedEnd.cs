namespace TypedSender;

/// <summary>The one end of a sender, which the first call of closing begins and all wait for.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SharedEnd
{
    private readonly TaskCompletionSource<Task<SendCloseReport>> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Has no timer, and so nothing to dispose of.
    private readonly CancellationTokenSource _hurrying = new();
    private int _calls;

    /// <summary>Ends the sender, unless a call before does, and waits for that.</summary>
    /// <param name="end">Ends it. The token is cancelled by that of any call.</param>
    /// <param name="cancellationToken">Ends the draining early, whichever call began it.</param>
    /// <returns>What was left undone: the same for all calls. One that comes after the end gets no messages back, as those before it did.</returns>
    public async Task<SendCloseReport> RunAsync(Func<CancellationToken, Task<SendCloseReport>> end, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static hurrying => ((CancellationTokenSource)hurrying!).Cancel(), _hurrying);
        bool hasEnded = _begun.Task is { IsCompletedSuccessfully: true, Result.IsCompleted: true };
        if (Interlocked.Increment(ref _calls) == 1)
        {
            _begun.SetResult(end(_hurrying.Token));
        }

        SendCloseReport report = await _begun.Task.Unwrap().ConfigureAwait(false);
        return hasEnded ? report with { Queues = [] } : report;
    }
}
