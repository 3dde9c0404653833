namespace TypedSender;

/// <summary>The time that a sender keeps the bytes of a message.</summary>
public enum MessageRetention
{
    /// <summary>Until they have been handed to the connection. What is lost with it cannot be sent again by the client.</summary>
    None,

    /// <summary>
    /// Until the peer has settled the message or the caller has been told. What certainly did not leave is sent again after a loss, and the retry policy may send again
    /// what the peer did not accept. Counts in <see cref="SendClientOptions.MaxPendingBytes"/>. A body that is a stream is not kept: its message is not sent again once it was begun.
    /// </summary>
    UntilSettled,
}
