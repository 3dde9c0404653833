namespace TypedSender;

/// <summary>Calls that wait until all messages up to a number have their outcomes. Under the lock.</summary>
internal sealed class FlushWaiters
{
    // In the order of their numbers, as the last number only grows.
    private readonly Queue<(long Last, TaskCompletionSource Ended)> _waiters = new();

    /// <summary>Ends when all messages up to a number have their outcomes.</summary>
    /// <param name="last">The number.</param>
    /// <param name="first">The first entry that has none.</param>
    public Task Wait(long last, QueueEntry? first)
    {
        if (first is null || first.Number > last)
        {
            return Task.CompletedTask;
        }

        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Enqueue((last, ended));
        return ended.Task;
    }

    /// <summary>Ends the waits for outcomes that have all come.</summary>
    /// <param name="first">The first entry that has none.</param>
    public void End(QueueEntry? first)
    {
        while (_waiters.TryPeek(out (long Last, TaskCompletionSource Ended) waiter) && (first is null || waiter.Last < first.Number))
        {
            _waiters.Dequeue();
            waiter.Ended.TrySetResult();
        }
    }

    /// <summary>Ends all waits with an exception.</summary>
    public void Fail(SendFailure failure)
    {
        while (_waiters.TryDequeue(out (long Last, TaskCompletionSource Ended) waiter))
        {
            waiter.Ended.TrySetException(failure.ToException());
        }
    }
}
