namespace TypedSender;

/// <summary>
/// Marks a method that puts its message into the queue of the sender (<see cref="SenderOptions.Queue"/>) and does not wait for the outcome, which comes with
/// <see cref="MessageSender.QueuedMessageCompleted"/> and in a report (<see cref="MessageSender.FlushAsync"/>, <see cref="MessageSender.CloseAsync"/>).
/// </summary>
/// <remarks>
/// A method that returns <see cref="bool"/> never waits, and returns false where there is no room; it needs no mark if its name begins with <c>TryEnqueue</c>. One that returns
/// <see cref="ValueTask"/> or <see cref="Task"/> waits for room, within its token. The message is encoded before the method returns, and nothing of it is borrowed.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EnqueueAttribute : Attribute;
