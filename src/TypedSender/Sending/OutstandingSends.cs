namespace TypedSender;

/// <summary>How many sends of a sender have not ended, and who waits for that. A part of its transport, kept there by value; under the lock, but for <see cref="Count"/>.</summary>
internal struct OutstandingSends
{
    private TaskCompletionSource? _none;
    private int _count;

    /// <summary>The number. Without the lock it may have changed by the time it is read.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Add() => _count++;

    public void Remove()
    {
        if (--_count == 0)
        {
            _none?.TrySetResult();
        }
    }

    /// <summary>Ends when there is none.</summary>
    public Task WhenNone()
    {
        if (_count == 0)
        {
            return Task.CompletedTask;
        }

        // There may have been none before, and some again: those that have moved here from another link.
        if (_none is not { Task.IsCompleted: false })
        {
            _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return _none.Task;
    }
}
