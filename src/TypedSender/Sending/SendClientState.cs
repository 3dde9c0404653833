namespace TypedSender;

/// <summary>The state of a client's connection.</summary>
public enum SendClientState
{
    /// <summary>There is no connection, and none is being made: nothing has been sent yet, or no further attempt is made. The next send or open connects.</summary>
    Idle,

    /// <summary>The first connection is being made.</summary>
    Connecting,

    /// <summary>Connected: links can be attached.</summary>
    Connected,

    /// <summary>The connection was lost; another is being made, or will be after a delay. What waits to be sent goes on waiting.</summary>
    Reconnecting,

    /// <summary>Closed; it takes no more messages.</summary>
    Closed,
}

/// <summary>A change of <see cref="SendClient.State"/>. Immutable.</summary>
public sealed class SendClientStateChangedEventArgs : EventArgs
{
    internal SendClientStateChangedEventArgs(SendClientState previous, SendClientState current, string endpoint, SendFailure? failure)
    {
        Previous = previous;
        Current = current;
        Endpoint = endpoint;
        Error = failure?.ToException();
    }

    /// <summary>The state before.</summary>
    public SendClientState Previous { get; }

    /// <summary>The state now; by the time the event is seen, it may have changed again, and another event follows.</summary>
    public SendClientState Current { get; }

    /// <summary>Host and port of the connection that is meant.</summary>
    public string Endpoint { get; }

    /// <summary>The reason why the connection was lost or could not be made; null when nothing failed.</summary>
    public SendException? Error { get; }
}
