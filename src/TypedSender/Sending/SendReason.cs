namespace TypedSender;

/// <summary>The reason why a send was not taken, and so what to do about it.</summary>
public enum SendReason : byte
{
    /// <summary>There is nothing to explain: the message was accepted, or sent settled.</summary>
    None = 0,

    /// <summary>The peer rejected the message.</summary>
    /// <remarks>Read the condition it gave, and correct the message: the same one will be rejected again, unless the condition is one of load.</remarks>
    Rejected,

    /// <summary>The peer released the message unprocessed. Send it again.</summary>
    Released,

    /// <summary>The peer handed the message back modified. Send it again, elsewhere if <see cref="SendOutcome.UndeliverableHere"/> is set.</summary>
    Modified,

    /// <summary>The caller's cancellation token was cancelled. The kind of the outcome says whether the message may already have left.</summary>
    Canceled,

    /// <summary>The send time-out passed.</summary>
    /// <remarks>
    /// The message of the exception says what the send was waiting for. With a lack of credit or a slow peer, raise <c>SendTimeout</c>; with a peer that cannot be
    /// reached, repair that.
    /// </remarks>
    TimedOut,

    /// <summary>The messages that wait or are retained left no room within <see cref="SendClientOptions.MaxPendingBytes"/>, or those of the sender's queue within <see cref="SenderOptions.Queue"/>.</summary>
    /// <remarks>Send more slowly (await earlier sends), or raise the limit.</remarks>
    QueueFull,

    /// <summary>No connection could be made. Check host, port, name resolution and that the broker runs.</summary>
    ConnectionFailed,

    /// <summary>The connection was lost. What was not sent may be sent again; what is indeterminate may be there already.</summary>
    ConnectionLost,

    /// <summary>The peer refused the credentials, or offers no SASL mechanism that fits them. Correct the user name and password.</summary>
    AuthenticationFailed,

    /// <summary>
    /// No trusted TLS connection could be made: the certificate is not trusted, not made out to the host or out of date, or the handshake failed.
    /// </summary>
    /// <remarks>Correct the certificate, the name or the port; it is never tried again silently.</remarks>
    TlsFailed,

    /// <summary>The peer that answered does not speak AMQP 1.0. Check the port, and that the broker has AMQP 1.0 enabled.</summary>
    ProtocolMismatch,

    /// <summary>The peer speaks AMQP 1.0 but broke its rules, so that the connection or the session had to be given up.</summary>
    /// <remarks>Report it to the maker of the peer, with the text of the error.</remarks>
    ProtocolViolation,

    /// <summary>The peer refused the link: the address does not exist, or the user may not send to it. Check the address and the permissions.</summary>
    AddressRefused,

    /// <summary>The peer detached the link. Read the condition it gave.</summary>
    LinkDetached,

    /// <summary>The peer ended the session. Read the condition it gave.</summary>
    SessionEnded,

    /// <summary>The encoded message is larger than a limit. Send less, or raise the limit.</summary>
    /// <remarks>
    /// The limit is that of the link (AMQP 1.0, 2.7.3, max-message-size), <see cref="SenderOptions.MaxMessageSize"/> or <see cref="SendClientOptions.MaxPendingBytes"/>.
    /// </remarks>
    MessageTooLarge,

    /// <summary>The message could not be encoded: a member holds a value that AMQP cannot carry, or a getter threw. The cause says which. Or its address, the property <c>to</c>, holds a password.</summary>
    EncodingFailed,

    /// <summary>The client or the sender was closed. Make a new client.</summary>
    Closed,

    /// <summary>No further session or link is allowed on this connection (AMQP 1.0, 2.7.1 channel-max, 2.7.2 handle-max), by the peer or by the options.</summary>
    /// <remarks>Use fewer senders per client, or several clients; raise <see cref="SendClientOptions.ChannelMax"/> if the text names it.</remarks>
    LimitReached,

    /// <summary>The peer settled the delivery without saying how (AMQP 1.0, 2.7.6, state). It may or may not have taken the message.</summary>
    OutcomeMissing,

    /// <summary>The peer settled the delivery with an outcome that AMQP 1.0 does not define. It may or may not have taken the message.</summary>
    OutcomeUnknown,

    /// <summary>The peer does not offer a capability that is required of the link (AMQP 1.0, 2.7.3, offered-capabilities) or of the connection (2.7.1).</summary>
    /// <remarks>
    /// Use a broker and an address that offer it, or require less (<see cref="SenderOptions.RequiredCapabilities"/>, <see cref="SendClientOptions.RequiredCapabilities"/>).
    /// </remarks>
    CapabilityMissing,

    /// <summary>A defect of this library ended the connection. Report it, with the text of the error and the stack trace of its inner exception.</summary>
    InternalError,

    /// <summary>The <see cref="ISendTransport"/> that a sender was made on threw an exception, which is the cause of the outcome, or did not open.</summary>
    TransportFailed,

    /// <summary>The sequence of messages that a method was to send, or the stream of a message's body, threw an exception, which is the cause of the outcome.</summary>
    /// <remarks>Of a sequence, the outcome is Indeterminate if a message of it was sent; the message of a stream is NotSent.</remarks>
    SourceFailed,

    /// <summary>The send was to be settled, or not to be, and the settle mode of the link does not allow that (AMQP 1.0, 2.8.2). The text says which mode holds.</summary>
    /// <remarks>Have the sender ask for <see cref="SenderSettleMode.Mixed"/>, or leave <see cref="SendOptions.Settled"/> null.</remarks>
    SettleModeMismatch,

    /// <summary>The transaction of the message is ended, or is not one that its link can carry. Begin another transaction.</summary>
    TransactionEnded,

    /// <summary>The sender has no address, and the message names none in its property <c>to</c>. Set the property.</summary>
    AddressMissing,
}
