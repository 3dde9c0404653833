namespace TypedSender;

/// <summary>The bounds of a sender's queue, and what happens when one of them is reached.</summary>
public sealed class SendQueueOptions
{
    /// <summary>The most messages that are enqueued and have no outcome yet, at least 1; and the most failed ones that are kept for a report (<see cref="SendQueueReport"/>). Default: 10,000.</summary>
    public int MaxCount { get; set; } = 10_000;

    /// <summary>
    /// The most memory, in bytes, of messages that are enqueued and have no outcome yet, and of failed ones that no report has told: their size, at least 256 bytes, and some 640 bytes each.
    /// At least 1. A message that is larger by itself is taken while there is no other. Up to as much again is kept for messages to come. None of it counts in
    /// <see cref="SendClientOptions.MaxPendingBytes"/>. Default: 64 MiB.
    /// </summary>
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>What happens to a message for which there is no room. Default: <see cref="SendQueueFullMode.Wait"/>.</summary>
    public SendQueueFullMode FullMode { get; set; }
}
