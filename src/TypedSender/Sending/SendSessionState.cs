namespace TypedSender;

/// <summary>The state of a <see cref="SendSession"/>.</summary>
public enum SendSessionState
{
    /// <summary>There is no session, and none is being begun: it was lost, and no link on it has been attached again since.</summary>
    /// <remarks>The next link that is attached, or <see cref="SendSession.OpenAsync"/>, begins it again.</remarks>
    Idle,

    /// <summary>The session has been begun, and the peer has not answered yet.</summary>
    Opening,

    /// <summary>Both sides have begun the session (AMQP 1.0, 2.5.1): links can be attached on it.</summary>
    Open,

    /// <summary>Closed by <see cref="SendSession.CloseAsync"/> or with its connection.</summary>
    Closed,
}

/// <summary>A change of <see cref="SendSession.State"/>. Immutable.</summary>
public sealed class SendSessionStateChangedEventArgs : EventArgs
{
    internal SendSessionStateChangedEventArgs(SendSessionState previous, SendSessionState current, SendFailure? failure)
    {
        Previous = previous;
        Current = current;
        Error = failure?.ToException();
    }

    /// <summary>The state before.</summary>
    public SendSessionState Previous { get; }

    /// <summary>The state now; by the time the event is seen, it may have changed again, and another event follows.</summary>
    public SendSessionState Current { get; }

    /// <summary>The reason why the session was lost; null when nothing failed.</summary>
    public SendException? Error { get; }
}
