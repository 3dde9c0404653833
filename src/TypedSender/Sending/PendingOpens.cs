namespace TypedSender;

/// <summary>The pending calls that wait until the connection or a link is open. Guarded by <see cref="ConnectionContext.Lock"/>.</summary>
internal sealed class PendingOpens
{
    private TaskCompletionSource? _opening;

    public bool Any => _opening is not null;

    /// <summary>Ends with the next <see cref="Succeed"/> or <see cref="Fail"/>.</summary>
    public Task WaitAsync() => (_opening ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Succeed() => Take()?.TrySetResult();

    public void Fail(SendFailure failure)
    {
        if (Take() is { } opening)
        {
            opening.TrySetException(failure.ToException());

            // All waiters may have been cancelled: the exception then counts as observed.
            _ = opening.Task.Exception;
        }
    }

    private TaskCompletionSource? Take()
    {
        TaskCompletionSource? opening = _opening;
        _opening = null;
        return opening;
    }
}
