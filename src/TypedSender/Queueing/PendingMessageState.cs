namespace TypedSender;

/// <summary>How far a message of a sender's queue has come.</summary>
public enum PendingMessageState
{
    /// <summary>It has not left: it waits for connection, link, credit or room.</summary>
    Waiting,

    /// <summary>It has left, or was given to the <see cref="ISendTransport"/>; its outcome is missing.</summary>
    InFlight,

    /// <summary>It was sent before, and is to be sent again (<see cref="SenderOptions.Retention"/>, <see cref="SenderOptions.RetryIndeterminate"/>).</summary>
    Retrying,
}
