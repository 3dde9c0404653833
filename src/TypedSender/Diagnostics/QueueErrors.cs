namespace TypedSender;

/// <summary>What goes wrong with messages on their way into a queue, or in it.</summary>
internal static class QueueErrors
{
    /// <summary>There was no room for a message.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="settings">The bounds of the queue.</param>
    /// <param name="count">How many messages it holds.</param>
    /// <param name="bytes">What they take up.</param>
    public static SendFailure Full(string address, SendQueueSettings settings, int count, long bytes) => new(
        SendReason.QueueFull,
        $"A message to {ErrorText.Address(address)} was not enqueued: the queue holds {count} messages of {settings.MaxCount}, and {ErrorText.Bytes(bytes)} of {ErrorText.Bytes(settings.MaxBytes)}, failed ones included that no report has told. Await EnqueueAsync or FlushAsync, or raise SenderOptions.Queue.MaxCount or MaxBytes.");

    /// <summary>A message was taken out of the queue to make room for another.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="mode">What the queue does when it is full.</param>
    public static SendFailure Dropped(string address, SendQueueFullMode mode) => new(
        SendReason.QueueFull,
        $"A message to {ErrorText.Address(address)} was dropped from the full queue to make room for another (SenderOptions.Queue.FullMode is {mode}). It was not sent. Enqueue more slowly, or raise SenderOptions.Queue.MaxCount or MaxBytes.");

    /// <summary>The token was cancelled while there was no room.</summary>
    /// <param name="address">Where to.</param>
    public static SendFailure Canceled(string address) => new(
        SendReason.Canceled,
        $"Enqueueing a message to {ErrorText.Address(address)} was cancelled while it waited for room in the queue. The message was not enqueued.");

    /// <summary>The sender or its client was closed before a message was enqueued, or while a flush waited.</summary>
    /// <param name="address">Where to.</param>
    public static SendFailure Closed(string address) => new(
        SendReason.Closed,
        $"The client or the sender for {ErrorText.Address(address)} was closed before the queue had room, or all outcomes. What was not enqueued was not sent; of what was, the report of CloseAsync tells.");
}
