namespace TypedSender;

/// <summary>The outcome of one message of a sender's queue.</summary>
/// <param name="Number">The number of the message in the queue of its sender, from 1 on.</param>
/// <param name="Outcome">What became of it.</param>
public readonly record struct QueuedMessageOutcome(long Number, SendOutcome Outcome);
