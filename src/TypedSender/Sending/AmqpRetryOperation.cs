namespace TypedSender;

/// <summary>What failed when an <see cref="AmqpRetryPolicy"/> is asked.</summary>
public enum AmqpRetryOperation
{
    /// <summary>No connection could be made, or the one there was has been lost.</summary>
    Connect,

    /// <summary>A link was refused or detached, or its session ended, while the connection lives on.</summary>
    Attach,

    /// <summary>The peer did not accept a message that is still retained (<see cref="MessageRetention.UntilSettled"/>).</summary>
    Send,
}
