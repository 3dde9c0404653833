namespace TypedSender;

/// <summary>A call that waits for room in a queue, with its message, which is encoded already. Under the lock, but for <see cref="Task"/> and what is said to be without it.</summary>
internal sealed class RoomWaiter(MessageQueue queue, QueueEntry entry)
{
    private readonly TaskCompletionSource<SendFailure?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public QueueEntry Entry => entry;

    /// <summary>The telemetry of the send; the entry may serve another message when the task has ended.</summary>
    public SendTrace Trace { get; } = entry.Trace;

    /// <summary>The number of the message, once it has been taken.</summary>
    public long Number { get; private set; }

    /// <summary>Ends with null when the message has been taken, otherwise with the reason why it was not.</summary>
    public Task<SendFailure?> Task => _ended.Task;

    /// <summary>The message has been taken, and given to the transport. Without the lock: by then the entry may serve another message.</summary>
    public void Admit(long number)
    {
        Number = number;
        _ended.TrySetResult(null);
    }

    /// <summary>The message is not taken.</summary>
    public void Refuse(SendFailure failure) => _ended.TrySetResult(failure);

    /// <summary>The caller's token has been cancelled. Without the lock.</summary>
    public void Cancel() => queue.Cancel(this);
}
