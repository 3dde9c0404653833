namespace TypedSender.Testing.Serving;

/// <summary>The delivery that brought a message: its link, its id on the session, and whether it is settled at both ends. Thread-safe.</summary>
internal sealed class ArrivedDelivery(LinkProducer producer, uint id)
{
    private TaskCompletionSource? _settling;
    private volatile bool _isSettled;
    private volatile bool _isLost;

    public LinkProducer Producer { get; } = producer;

    public uint Id { get; } = id;

    public bool IsSettled => _isSettled;

    public void MarkSettled()
    {
        _isSettled = true;
        Interlocked.MemoryBarrier();
        _settling?.TrySetResult();
    }

    /// <summary>The link is gone before the delivery was settled.</summary>
    public void MarkLost()
    {
        _isLost = true;
        Interlocked.MemoryBarrier();
        if (_settling is { } settling)
        {
            Fail(settling);
        }
    }

    /// <summary>Completes when the delivery is settled; fails with <see cref="InvalidOperationException"/> when its link is gone before.</summary>
    public Task WaitAsync()
    {
        TaskCompletionSource settling = LazyInitializer.EnsureInitialized(ref _settling, static () => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_isSettled)
        {
            settling.TrySetResult();
        }
        else if (_isLost)
        {
            Fail(settling);
        }

        return settling.Task;
    }

    private void Fail(TaskCompletionSource settling)
    {
        settling.TrySetException(new InvalidOperationException(
            $"The link '{Producer.Link.Name}' or its connection ended before delivery {Id} was settled, so it never will be. Keep the sender open until then, or look at IsSettled."));

        // Whoever waited may have given up.
        _ = settling.Task.Exception;
    }
}
