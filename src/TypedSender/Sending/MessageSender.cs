using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>The sending end of a generated sender, or of an address: encodes messages, hands them to its transport and reports their outcomes. Made by a <see cref="SendClient"/>; thread-safe.</summary>
public sealed partial class MessageSender : IAsyncDisposable
{
    private readonly SendTransport _transport;
    private readonly SenderTelemetry _telemetry;

    internal MessageSender(SendTransport transport)
    {
        _transport = transport;
        _transport.Sender = this;
        _telemetry = transport.Telemetry;
        _telemetry.Sender = this;
        Envelopes = new EnvelopeSending(transport);
    }

    /// <summary>
    /// Raised after <see cref="State"/> has changed: on the thread pool, one event after the other, in order, and never under a lock. What a handler throws is logged.
    /// </summary>
    public event EventHandler<MessageSenderStateChangedEventArgs>? StateChanged
    {
        add => _transport.Events.StateChanged += value;
        remove => _transport.Events.StateChanged -= value;
    }

    /// <summary>
    /// Raised after the link has been attached, the first time and each time again: on the thread pool, behind the <see cref="StateChanged"/> to
    /// <see cref="MessageSenderState.Open"/>, in order with the other events, and never under a lock. What a handler throws is logged.
    /// </summary>
    /// <remarks>
    /// It concerns the link of this sender alone (AMQP 1.0, 2.6.3). For a link that the peer refuses, or that lacks a required capability, <see cref="StateChanged"/> is raised. Not raised where
    /// <see cref="Attachment"/> is always null: by a sender on an <see cref="ISendTransport"/> or of another client than <see cref="SendClient"/>.
    /// </remarks>
    public event EventHandler<MessageSenderAttachedEventArgs>? Attached
    {
        add => _transport.Events.Attached += value;
        remove => _transport.Events.Attached -= value;
    }

    /// <summary>The address of the target (AMQP 1.0, 3.5.4); <c>(dynamic)</c> for one that the peer chooses, which <see cref="SenderAttachment.Address"/> tells, and <c>(anonymous)</c> where messages name theirs.</summary>
    public string Address => _transport.Address;

    /// <summary>The state of the link. It may have changed by the time the value is read.</summary>
    public MessageSenderState State => _transport.State;

    /// <summary>The values agreed with the peer when the link was last attached; null while it is not.</summary>
    public SenderAttachment? Attachment => _transport.Attachment;

    /// <summary>The number of sends that have not ended yet: those that wait and those that lack the peer's outcome.</summary>
    public int PendingCount => _transport.PendingCount;

    /// <summary>The transport of the messages.</summary>
    internal SendTransport Transport => _transport;

    internal EnvelopeSending Envelopes { get; }

    /// <summary>Makes the connection, if there is none, and attaches the link. Returns at once when it is attached.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SendException">The connection or the link could not be opened, or not within <see cref="SendClientOptions.OpenTimeout"/>; the text says why and what to do.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public Task OpenAsync(CancellationToken cancellationToken = default) => _transport.OpenAsync(cancellationToken);

    /// <summary>
    /// Takes no more messages, waits up to <see cref="SendClientOptions.DrainTimeout"/> for those on their way, then detaches the link. A second call waits for
    /// the same end, and returns the same; once that is over, a call returns it without the messages of the queue. Never throws for what goes wrong with the peer.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting early; what is left then ends as NotSent or Indeterminate, as after the time-out.</param>
    /// <returns>What was left undone.</returns>
    public Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken = default) => _transport.CloseAsync(closed: true, cancellationToken);

    /// <summary>
    /// Closes as <see cref="CloseAsync"/> does, but detaches the link without closing it (AMQP 1.0, 2.6.6): the terminus stays at the peer as long as its expiry policy says. A sender on
    /// an <see cref="ISendTransport"/> is closed.
    /// </summary>
    /// <inheritdoc cref="CloseAsync" path="/param"/>
    /// <inheritdoc cref="CloseAsync" path="/returns"/>
    public Task<SendCloseReport> DetachAsync(CancellationToken cancellationToken = default) => _transport.CloseAsync(closed: false, cancellationToken);

    /// <summary>Closes as <see cref="CloseAsync"/> does. Never throws.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    /// <summary>
    /// Sends one message. The task succeeds when the peer accepted it, or when it was appended to the output of a link that sends pre-settled.
    /// </summary>
    /// <typeparam name="TMessage">A generated struct.</typeparam>
    /// <param name="message">What to send. It is encoded before the method returns; only binary values of 16 KiB and more are borrowed until the task completes.</param>
    /// <param name="cancellationToken">Ends the send: a message that has not wholly left is taken back, otherwise its outcome is Indeterminate.</param>
    /// <exception cref="SendException">The message was not taken, or may not have been.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; its outcome tells whether the message may have left.</exception>
    /// <exception cref="AmqpEncodeException">A value cannot be carried by AMQP; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask SendAsync<TMessage>(in TMessage message, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        => SendAsync(in message, default, cancellationToken);

    /// <inheritdoc cref="SendAsync{TMessage}(in TMessage, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="message"><inheritdoc cref="SendAsync{TMessage}(in TMessage, CancellationToken)" path="/param[@name='message']/node()"/></param>
    /// <param name="options">What this send does otherwise than the sender.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAsync{TMessage}(in TMessage, CancellationToken)" path="/param[@name='cancellationToken']/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask SendAsync<TMessage>(in TMessage message, in SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
    {
        _transport.Check(in options);
        Delivery? delivery = MessageSubmission.Submit(_transport, in message, messageFormat: 0, in options, _telemetry.Begin(), cancellationToken, out SendOutcome immediate);
        return ToTask(delivery, immediate, cancellationToken);
    }

    /// <summary>Sends one message and returns its outcome, whatever it is; cancellation and deadline are outcomes too.</summary>
    /// <inheritdoc cref="SendAsync{TMessage}(in TMessage, CancellationToken)" path="/typeparam"/>
    /// <inheritdoc cref="SendAsync{TMessage}(in TMessage, CancellationToken)" path="/param"/>
    /// <exception cref="AmqpEncodeException">A value cannot be carried by AMQP; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask<SendOutcome> SendForOutcomeAsync<TMessage>(in TMessage message, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
        => SendForOutcomeAsync(in message, default, cancellationToken);

    /// <inheritdoc cref="SendForOutcomeAsync{TMessage}(in TMessage, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="message"><inheritdoc cref="SendAsync{TMessage}(in TMessage, CancellationToken)" path="/param[@name='message']/node()"/></param>
    /// <param name="options">What this send does otherwise than the sender.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAsync{TMessage}(in TMessage, CancellationToken)" path="/param[@name='cancellationToken']/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is not usable; thrown at the call.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask<SendOutcome> SendForOutcomeAsync<TMessage>(in TMessage message, in SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
    {
        _transport.Check(in options);
        return SendForOutcome(in message, messageFormat: 0, in options, _telemetry.Begin(), cancellationToken);
    }

    /// <summary>
    /// Sends a message that is encoded already, such as one that was kept in a store. No section is added, the trace context included. The task succeeds as that of a typed method does.
    /// </summary>
    /// <param name="message">All sections of the message (AMQP 1.0, 3.2). 16 KiB and more are borrowed until the task completes.</param>
    /// <param name="messageFormat">The message format (AMQP 1.0, 2.7.5). The sections are checked for 0 and for 0x80013700 (<see cref="AmqpBatchAttribute"/>); other formats are sent as they are.</param>
    /// <param name="cancellationToken">Ends the send: a message that has not wholly left is taken back, otherwise its outcome is Indeterminate.</param>
    /// <exception cref="ArgumentException"><paramref name="message"/> is empty, or not made of whole sections in their order; thrown at the call.</exception>
    /// <exception cref="SendException">The message was not taken, or may not have been.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; its outcome tells whether the message may have left.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask SendEncodedAsync(ReadOnlyMemory<byte> message, uint messageFormat = 0, CancellationToken cancellationToken = default)
    {
        EncodedMessageSource.Check(message.Span, messageFormat);
        Delivery? delivery = MessageSubmission.Submit(_transport, new EncodedMessageSource(message), messageFormat, default, _telemetry.Begin(), cancellationToken, out SendOutcome immediate);
        return ToTask(delivery, immediate, cancellationToken);
    }

    /// <summary>Sends a message that is encoded already and returns its outcome, whatever it is; cancellation and deadline are outcomes too.</summary>
    /// <inheritdoc cref="SendEncodedAsync" path="/param"/>
    /// <exception cref="ArgumentException"><paramref name="message"/> is empty, or not made of whole sections in their order; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask<SendOutcome> SendEncodedForOutcomeAsync(ReadOnlyMemory<byte> message, uint messageFormat = 0, CancellationToken cancellationToken = default)
    {
        EncodedMessageSource.Check(message.Span, messageFormat);
        return SendForOutcome(new EncodedMessageSource(message), messageFormat, default, _telemetry.Begin(), cancellationToken);
    }

    /// <summary>Sends one message whose telemetry has begun.</summary>
    internal ValueTask<SendOutcome> SendForOutcome<TMessage>(in TMessage message, uint messageFormat, in SendOptions options, in SendTrace trace, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
    {
        Delivery? delivery = MessageSubmission.Submit(_transport, in message, messageFormat, in options, in trace, cancellationToken, out SendOutcome immediate);
        return delivery is null ? new ValueTask<SendOutcome>(immediate) : new ValueTask<SendOutcome>(delivery, delivery.Version);
    }

    private ValueTask ToTask(Delivery? delivery, SendOutcome immediate, CancellationToken cancellationToken)
    {
        if (delivery is not null)
        {
            return new ValueTask(delivery, delivery.Version);
        }

        return immediate.IsSuccess ? default : ValueTask.FromException(OutcomeExceptions.For(immediate, Address, cancellationToken));
    }
}
