namespace TypedSender;

/// <summary>Tells the outcome of a message that was enqueued. Immutable.</summary>
public sealed class QueuedMessageCompletedEventArgs : EventArgs
{
    internal QueuedMessageCompletedEventArgs(long number, SendOutcome outcome, QueuedMessage? failed)
    {
        Number = number;
        Outcome = outcome;
        Failed = failed;
    }

    /// <summary>The number of the message in the queue of its sender, from 1 on.</summary>
    public long Number { get; }

    /// <summary>What became of it.</summary>
    public SendOutcome Outcome { get; }

    /// <summary>The message with its bytes where it was not taken, or may not have been; null for a success.</summary>
    public QueuedMessage? Failed { get; }
}
