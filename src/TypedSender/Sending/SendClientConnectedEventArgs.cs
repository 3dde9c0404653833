namespace TypedSender;

/// <summary>Tells that a client has been connected (AMQP 1.0, 2.4.1). Immutable.</summary>
public sealed class SendClientConnectedEventArgs : EventArgs
{
    internal SendClientConnectedEventArgs(SendClientConnection connection) => Connection = connection;

    /// <summary>
    /// The values that the peer gave in its open, and those agreed with it. By the time the event is seen, the connection may have been lost again, and another event follows.
    /// </summary>
    public SendClientConnection Connection { get; }
}
