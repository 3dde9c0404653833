using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>
/// Sending of untyped messages: of any sender, whether <see cref="ISendClient.GetMessageSender(string, SenderOptions)"/> returned it for an address or it is that of an interface.
/// Outcomes, deadlines, limits and telemetry are those of the typed methods.
/// </summary>
public sealed partial class MessageSender
{
    /// <summary>
    /// Sends one untyped message, of message format 0 (AMQP 1.0, 3.2). The task succeeds when the peer accepted it, or when it was appended to the output of a link that sends pre-settled.
    /// </summary>
    /// <param name="message">
    /// What to send. It is encoded before the method returns; only binary values of 16 KiB and more are borrowed until the task completes. Its application properties are sent with the trace
    /// context of the send (<see cref="SendClientOptions.PropagateTraceContext"/>), unless they have a <c>traceparent</c>. It may be sent again, also while it is under way.
    /// </param>
    /// <param name="cancellationToken">Ends the send: a message that has not wholly left is taken back, otherwise its outcome is Indeterminate.</param>
    /// <exception cref="SendException">The message was not taken, or may not have been.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; its outcome tells whether the message may have left.</exception>
    /// <exception cref="AmqpEncodeException">
    /// The message has no body, or a section holds what AMQP does not carry there; thrown at the call. Text and <see cref="AmqpEncodeException.Member"/> name section and key.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask SendAsync(AmqpMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync(new UntypedMessageSource(message), cancellationToken);
    }

    /// <inheritdoc cref="SendAsync(AmqpMessage, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="message"><inheritdoc cref="SendAsync(AmqpMessage, CancellationToken)" path="/param[@name='message']/node()"/></param>
    /// <param name="options">What this send does otherwise than the sender.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAsync(AmqpMessage, CancellationToken)" path="/param[@name='cancellationToken']/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    public ValueTask SendAsync(AmqpMessage message, SendOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync(new UntypedMessageSource(message), in options, cancellationToken);
    }

    /// <inheritdoc cref="SendAsync(AmqpMessage, CancellationToken)"/>
    public ValueTask SendAsync(AmqpMessage message) => SendAsync(message, CancellationToken.None);

    /// <summary>Sends one untyped message, of message format 0 (AMQP 1.0, 3.2), and returns its outcome, whatever it is; cancellation and deadline are outcomes too.</summary>
    /// <inheritdoc cref="SendAsync(AmqpMessage, CancellationToken)" path="/param"/>
    /// <exception cref="AmqpEncodeException">
    /// The message has no body, or a section holds what AMQP does not carry there; thrown at the call. Text and <see cref="AmqpEncodeException.Member"/> name section and key.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask<SendOutcome> SendForOutcomeAsync(AmqpMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendForOutcomeAsync(new UntypedMessageSource(message), cancellationToken);
    }

    /// <inheritdoc cref="SendForOutcomeAsync(AmqpMessage, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="message"><inheritdoc cref="SendAsync(AmqpMessage, CancellationToken)" path="/param[@name='message']/node()"/></param>
    /// <param name="options">What this send does otherwise than the sender.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAsync(AmqpMessage, CancellationToken)" path="/param[@name='cancellationToken']/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    public ValueTask<SendOutcome> SendForOutcomeAsync(AmqpMessage message, SendOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendForOutcomeAsync(new UntypedMessageSource(message), in options, cancellationToken);
    }

    /// <inheritdoc cref="SendForOutcomeAsync(AmqpMessage, CancellationToken)"/>
    public ValueTask<SendOutcome> SendForOutcomeAsync(AmqpMessage message) => SendForOutcomeAsync(message, CancellationToken.None);

    /// <summary>Sends every untyped message, many at a time, and throws unless all were taken.</summary>
    /// <param name="messages">
    /// What to send, in this order. Each message has its own <see cref="SendClientOptions.SendTimeout"/> from the moment its turn comes. One that is null or cannot be encoded is NotSent
    /// (EncodingFailed).
    /// </param>
    /// <param name="cancellationToken">Ends the sends that have not ended; what has left is Indeterminate.</param>
    /// <exception cref="SendException">At least one message was not taken; it carries all outcomes.</exception>
    /// <exception cref="SendCanceledException">The first message that was not taken was cancelled; it carries all outcomes.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="messages"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask SendAllAsync(IReadOnlyList<AmqpMessage> messages, CancellationToken cancellationToken)
        => AmqpListSend.SendAsync<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(this, messages, default, default, cancellationToken);

    /// <inheritdoc cref="SendAllAsync(IReadOnlyList{AmqpMessage}, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="messages"><inheritdoc cref="SendAllAsync(IReadOnlyList{AmqpMessage}, CancellationToken)" path="/param[@name='messages']/node()"/></param>
    /// <param name="options">What each send does otherwise than the sender.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAllAsync(IReadOnlyList{AmqpMessage}, CancellationToken)" path="/param[@name='cancellationToken']/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    public ValueTask SendAllAsync(IReadOnlyList<AmqpMessage> messages, SendOptions options, CancellationToken cancellationToken)
        => AmqpListSend.SendAsync<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(this, messages, default, options, cancellationToken);

    /// <inheritdoc cref="SendAllAsync(IReadOnlyList{AmqpMessage}, CancellationToken)"/>
    public ValueTask SendAllAsync(IReadOnlyList<AmqpMessage> messages) => SendAllAsync(messages, CancellationToken.None);

    /// <summary>Sends every untyped message, many at a time, and returns one outcome for each, in their order.</summary>
    /// <inheritdoc cref="SendAllAsync(IReadOnlyList{AmqpMessage}, CancellationToken)" path="/param"/>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="messages"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask<IReadOnlyList<SendOutcome>> SendAllForOutcomesAsync(IReadOnlyList<AmqpMessage> messages, CancellationToken cancellationToken)
        => AmqpListSend.SendForOutcomesAsync<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(this, messages, default, default, cancellationToken);

    /// <inheritdoc cref="SendAllForOutcomesAsync(IReadOnlyList{AmqpMessage}, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="messages"><inheritdoc cref="SendAllAsync(IReadOnlyList{AmqpMessage}, CancellationToken)" path="/param[@name='messages']/node()"/></param>
    /// <param name="options">What each send does otherwise than the sender.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAllAsync(IReadOnlyList{AmqpMessage}, CancellationToken)" path="/param[@name='cancellationToken']/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    public ValueTask<IReadOnlyList<SendOutcome>> SendAllForOutcomesAsync(IReadOnlyList<AmqpMessage> messages, SendOptions options, CancellationToken cancellationToken)
        => AmqpListSend.SendForOutcomesAsync<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(this, messages, default, options, cancellationToken);

    /// <inheritdoc cref="SendAllForOutcomesAsync(IReadOnlyList{AmqpMessage}, CancellationToken)"/>
    public ValueTask<IReadOnlyList<SendOutcome>> SendAllForOutcomesAsync(IReadOnlyList<AmqpMessage> messages) => SendAllForOutcomesAsync(messages, CancellationToken.None);

    /// <summary>
    /// Sends every untyped message, many in an envelope of message format 0x80013700 and many envelopes at a time, and throws unless all were taken. What would be alone in its envelope is
    /// sent as a message of format 0.
    /// </summary>
    /// <param name="messages">
    /// What to send, in this order. Each envelope has its own <see cref="SendClientOptions.SendTimeout"/> from the moment its turn comes. A message that is null or cannot be encoded is
    /// NotSent (EncodingFailed).
    /// </param>
    /// <param name="maxMessages">The most messages in an envelope; 0 for as many as the broker takes (see <see cref="AmqpBatchAttribute.MaxMessages"/>).</param>
    /// <param name="maxBytes">The most bytes of an envelope; 0 for as many as the broker takes (see <see cref="AmqpBatchAttribute.MaxBytes"/>).</param>
    /// <param name="cancellationToken">Ends the sends that have not ended; what has left is Indeterminate.</param>
    /// <exception cref="SendException">At least one message was not taken; it carries all outcomes.</exception>
    /// <exception cref="SendCanceledException">The first message that was not taken was cancelled; it carries all outcomes.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="messages"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask SendEnvelopesAsync(IReadOnlyList<AmqpMessage> messages, int maxMessages, long maxBytes, CancellationToken cancellationToken)
        => AmqpListSend.SendEnvelopesAsync<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(this, messages, default, maxMessages, maxBytes, default, cancellationToken);

    /// <inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="messages"><inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param[@name='messages']/node()"/></param>
    /// <param name="maxMessages"><inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param[@name='maxMessages']/node()"/></param>
    /// <param name="maxBytes"><inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param[@name='maxBytes']/node()"/></param>
    /// <param name="options">What each send does otherwise than the sender.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param[@name='cancellationToken']/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> or a limit is not usable; thrown at the call.</exception>
    public ValueTask SendEnvelopesAsync(IReadOnlyList<AmqpMessage> messages, int maxMessages, long maxBytes, SendOptions options, CancellationToken cancellationToken)
        => AmqpListSend.SendEnvelopesAsync<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(this, messages, default, maxMessages, maxBytes, options, cancellationToken);

    /// <inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)"/>
    public ValueTask SendEnvelopesAsync(IReadOnlyList<AmqpMessage> messages) => SendEnvelopesAsync(messages, 0, 0, CancellationToken.None);

    /// <summary>Sends every untyped message, many in an envelope of message format 0x80013700 and many envelopes at a time.</summary>
    /// <remarks>The result has one outcome for each message, in their order: that of its envelope.</remarks>
    /// <inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param"/>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null; thrown at the call.</exception>
    /// <exception cref="ArgumentException"><paramref name="messages"/> is a default ImmutableArray, or says that it holds fewer than zero items; thrown at the call.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask<IReadOnlyList<SendOutcome>> SendEnvelopesForOutcomesAsync(
        IReadOnlyList<AmqpMessage> messages, int maxMessages, long maxBytes, CancellationToken cancellationToken)
        => AmqpListSend.SendEnvelopesForOutcomesAsync<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(this, messages, default, maxMessages, maxBytes, default, cancellationToken);

    /// <inheritdoc cref="SendEnvelopesForOutcomesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="messages"><inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param[@name='messages']/node()"/></param>
    /// <param name="maxMessages"><inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param[@name='maxMessages']/node()"/></param>
    /// <param name="maxBytes"><inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param[@name='maxBytes']/node()"/></param>
    /// <param name="options">What each send does otherwise than the sender.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendEnvelopesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)" path="/param[@name='cancellationToken']/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> or a limit is not usable; thrown at the call.</exception>
    public ValueTask<IReadOnlyList<SendOutcome>> SendEnvelopesForOutcomesAsync(IReadOnlyList<AmqpMessage> messages, int maxMessages, long maxBytes, SendOptions options, CancellationToken cancellationToken)
        => AmqpListSend.SendEnvelopesForOutcomesAsync<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(this, messages, default, maxMessages, maxBytes, options, cancellationToken);

    /// <inheritdoc cref="SendEnvelopesForOutcomesAsync(IReadOnlyList{AmqpMessage}, int, long, CancellationToken)"/>
    public ValueTask<IReadOnlyList<SendOutcome>> SendEnvelopesForOutcomesAsync(IReadOnlyList<AmqpMessage> messages) => SendEnvelopesForOutcomesAsync(messages, 0, 0, CancellationToken.None);
}
