namespace TypedSender;

/// <summary>Completes an entry whose message was refused when it was taken, such as one that is too large: on the thread pool, like every other outcome.</summary>
internal sealed class RefusedEntry(MessageQueue queue, QueueEntry entry, SendOutcome outcome) : ICompletion
{
    ICompletion? ICompletion.NextCompletion { get; set; }

    void ICompletion.Complete() => queue.OnEnded(entry, outcome);
}
