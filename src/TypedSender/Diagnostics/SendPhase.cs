namespace TypedSender;

/// <summary>The phase that a send was in when its deadline passed or its token was cancelled.</summary>
internal enum SendPhase
{
    /// <summary>The connection was being made.</summary>
    Connecting,

    /// <summary>The link was being attached.</summary>
    Attaching,

    /// <summary>Earlier messages had to go first, or the socket did not keep up.</summary>
    Queued,

    /// <summary>The peer had granted no link credit (AMQP 1.0, 2.6.7).</summary>
    WaitingForCredit,

    /// <summary>The peer's session window was closed (AMQP 1.0, 2.5.6).</summary>
    WaitingForSessionWindow,

    /// <summary>The message had left, or may have; its outcome was missing.</summary>
    WaitingForOutcome,

    /// <summary>The token was cancelled before the call.</summary>
    NotStarted,

    /// <summary>The connection was lost, and was to be made again.</summary>
    Reconnecting,

    /// <summary>The link was lost, and was to be attached again.</summary>
    Reattaching,

    /// <summary>The peer had not accepted the message, and it was to be sent again.</summary>
    WaitingForResend,

    /// <summary>As many messages lacked the peer's outcome as <see cref="SenderOptions.MaxInFlight"/> allows.</summary>
    MaxInFlightReached,

    /// <summary>The body of the message is a stream, which had been asked for bytes and had not given them.</summary>
    ReadingStream,

    /// <summary>A token for the address was being fetched, or the peer had not accepted it yet (claims-based security, <c>$cbs</c>).</summary>
    Authorizing,
}
