namespace TypedSender;

/// <summary>Receives the events of an <see cref="OpenAttempt"/> for its connection. Without the lock, on any thread.</summary>
internal interface IOpenAttemptObserver
{
    /// <summary>
    /// The handshake is done: AMQP frames begin on <paramref name="stream"/>. False when the attempt has been given up meanwhile; then the stream is disposed.
    /// </summary>
    bool TryBegin(Stream stream);

    /// <summary>There is no stream, or it came too late.</summary>
    void OnOpenFailed(SendFailure failure);

    /// <summary>The open time-out has passed. May be called more than once, and after links could be attached.</summary>
    void OnOpenTimedOut();

    /// <summary>Drops the socket: the peer has not answered the close frame in the time that was left for it.</summary>
    void Abort();
}
