namespace TypedSender;

/// <summary>A message of a sender's queue that has no outcome yet, as it was when it was looked at. It holds nothing of the message.</summary>
/// <param name="Number">The number of the message in the queue of its sender, from 1 on.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Age">The time since it was enqueued.</param>
/// <param name="Attempts">How often it has been sent.</param>
/// <param name="Size">Its encoded size in bytes.</param>
public readonly record struct PendingMessage(long Number, PendingMessageState State, TimeSpan Age, int Attempts, long Size);
