namespace TypedSender;

/// <summary>A message of a queue that has ended as soon as it was taken. Its outcome is told on the thread pool, as that of any other.</summary>
internal sealed class RefusedEntry(MessageQueue queue, QueueEntry entry, SendOutcome outcome) : ICompletion
{
    ICompletion? ICompletion.NextCompletion { get; set; }

    void ICompletion.Complete() => queue.OnEnded(entry, outcome);
}
