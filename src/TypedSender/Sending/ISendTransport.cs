namespace TypedSender;

/// <summary>
/// Carries the encoded messages of one sender to a peer by means of one's own: a link of another AMQP library, a store, a test. <see cref="TypedSenders.Create{T}"/> makes a typed
/// sender on it. Deadlines, cancellation, lists, envelopes, telemetry and outcomes are the sender's, and the same as with a <see cref="SendClient"/>.
/// </summary>
/// <remarks>
/// Every member may be called on any thread, several at a time, and none is called under a lock. Implementations are thread-safe.
/// </remarks>
public interface ISendTransport
{
    /// <summary>Raised after <see cref="State"/> has changed. May be raised on any thread.</summary>
    event EventHandler? StateChanged;

    /// <summary>How far the way to the peer is.</summary>
    /// <remarks>Envelopes are made once it is <see cref="MessageSenderState.Open"/>, as only then <see cref="MaxMessageSize"/> is known.</remarks>
    MessageSenderState State { get; }

    /// <summary>The largest message that the peer takes, in bytes (AMQP 1.0, 2.7.3, max-message-size).</summary>
    /// <remarks>Null while that is not known, or where there is no limit.</remarks>
    long? MaxMessageSize { get; }

    /// <summary>
    /// Takes a message, in whatever state the transport is: it opens itself where that is needed, and has the message wait. Messages of calls that do not overlap leave in the
    /// order of the calls. Returns without waiting for the peer.
    /// </summary>
    /// <param name="message">The message. Its bytes belong to the transport until it completes <paramref name="ticket"/>, also after the caller of the send has its outcome.</param>
    /// <param name="ticket">
    /// Completed once, with the outcome, on any thread and at any time, this call included: a message that is never completed keeps its memory, which counts in
    /// <see cref="SendTransportOptions.MaxPendingBytes"/>.
    /// </param>
    /// <exception cref="Exception">The transport did not take the message, and will not complete the ticket: the send ends as NotSent (TransportFailed).</exception>
    void Send(in EncodedMessage message, SendTicket ticket);

    /// <summary>
    /// Takes a message back whose send was cancelled, timed out or is closed. Its send then ends as NotSent, otherwise as Indeterminate. What the method throws counts as false.
    /// </summary>
    /// <param name="ticket">The ticket of the message. It may have been completed meanwhile.</param>
    /// <returns>True only if the message has not left and will not leave, not even in part; the transport then uses neither its bytes nor its ticket any more.</returns>
    bool TryWithdraw(SendTicket ticket);

    /// <summary>Makes the way to the peer, if there is none. Returns when <see cref="State"/> is <see cref="MessageSenderState.Open"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SendException">It could not be made.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Ends the way to the peer. Called once, when the sender is closed and no send is outstanding any more.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task CloseAsync(CancellationToken cancellationToken);
}
