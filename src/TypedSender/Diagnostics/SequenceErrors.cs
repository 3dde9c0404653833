namespace TypedSender;

/// <summary>The texts of why a sequence was not read to its end. They say nothing of the messages that it gave: some may have been sent, or all.</summary>
internal static class SequenceErrors
{
    /// <summary>The sequence threw an exception before its end.</summary>
    /// <param name="address">Where its messages go.</param>
    /// <param name="cause">What it threw.</param>
    public static SendFailure SourceFailed(string address, Exception cause) => new(
        SendReason.SourceFailed,
        $"The sequence of messages to {ErrorText.Address(address)} failed: {ErrorText.FromPeer(cause.Message).TrimEnd('.')}. Look at the sequence.",
        cause);

    /// <summary>The caller's token was cancelled.</summary>
    public static SendFailure Canceled() => new(SendReason.Canceled, "The token was cancelled, and no more of the sequence was read.");

    /// <summary>The client or the sender was closed.</summary>
    public static SendFailure Closed() => new(SendReason.Closed, "The client or the sender was closed, and no more of the sequence was read. Await the send before closing.");
}
