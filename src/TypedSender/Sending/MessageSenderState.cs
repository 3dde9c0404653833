namespace TypedSender;

/// <summary>The state of a sender's link.</summary>
public enum MessageSenderState
{
    /// <summary>There is no link, and none is being attached: nothing has been sent yet, or no further attempt is made.</summary>
    /// <remarks>The next send or <see cref="MessageSender.OpenAsync"/> attaches it.</remarks>
    Idle,

    /// <summary>The first connection is being made, or the link attached for the first time.</summary>
    Opening,

    /// <summary>The link is attached (AMQP 1.0, 2.6.3).</summary>
    Open,

    /// <summary>The link was lost, and is attached again as soon as that is possible. What waits to be sent goes on waiting.</summary>
    Recovering,

    /// <summary>Closed by <see cref="MessageSender.CloseAsync"/> or with its client; it takes no more messages.</summary>
    Closed,
}

/// <summary>A change of <see cref="MessageSender.State"/>. Immutable.</summary>
public sealed class MessageSenderStateChangedEventArgs : EventArgs
{
    internal MessageSenderStateChangedEventArgs(MessageSenderState previous, MessageSenderState current, SendFailure? failure)
    {
        Previous = previous;
        Current = current;
        Error = failure?.ToException();
    }

    /// <summary>The state before.</summary>
    public MessageSenderState Previous { get; }

    /// <summary>The state now; by the time the event is seen, it may have changed again, and another event follows.</summary>
    public MessageSenderState Current { get; }

    /// <summary>The reason why the link was lost or could not be attached; null when nothing failed.</summary>
    public SendException? Error { get; }
}
