namespace TypedSender.Testing.Serving;

/// <summary>The delivery that brought a message: its link, its id on the session, and whether it is settled at both ends. Thread-safe.</summary>
internal sealed class ArrivedDelivery(LinkProducer producer, uint id)
{
    private TaskCompletionSource? _settling;
    private volatile bool _isSettled;

    public LinkProducer Producer { get; } = producer;

    public uint Id { get; } = id;

    public bool IsSettled => _isSettled;

    public void MarkSettled()
    {
        _isSettled = true;
        Interlocked.MemoryBarrier();
        _settling?.TrySetResult();
    }

    /// <summary>Completes when the delivery is settled.</summary>
    public Task WaitAsync()
    {
        TaskCompletionSource settling = LazyInitializer.EnsureInitialized(ref _settling, static () => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_isSettled)
        {
            settling.TrySetResult();
        }

        return settling.Task;
    }
}
