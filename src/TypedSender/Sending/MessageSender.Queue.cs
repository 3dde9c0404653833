using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The queue of the sender: messages are put into it and not awaited, go out in one order with those that are sent, and are told of by event and report.</summary>
public sealed partial class MessageSender
{
    /// <summary>
    /// Raised when a message that was enqueued has its outcome: on the thread pool, never under a lock, before a report tells of it; not in the order of enqueueing, and maybe for several
    /// messages at once. What a handler throws is logged.
    /// </summary>
    public event EventHandler<QueuedMessageCompletedEventArgs>? QueuedMessageCompleted
    {
        add => _transport.Queue.Completed += value;
        remove => _transport.Queue.Completed -= value;
    }

    /// <summary>How much the queue holds. Reading it looks at each message of it.</summary>
    public SendQueueStatus QueueStatus => _transport.Queue.GetStatus();

    /// <summary>Returns the messages of the queue that have no outcome yet, in the order in which they were enqueued. A snapshot.</summary>
    public IReadOnlyList<PendingMessage> GetPendingMessages() => _transport.Queue.GetPending();

    /// <summary>Puts an untyped message into the queue if there is room for it. It never waits.</summary>
    /// <param name="message">The message. It is encoded before the method returns, and nothing of it is borrowed: it may be changed and enqueued again.</param>
    /// <returns>
    /// True if the queue has taken the message: its outcome is told by <see cref="QueuedMessageCompleted"/> and in a report. False if there was no room
    /// (<see cref="SenderOptions.Queue"/>), or earlier messages wait for it.
    /// </returns>
    /// <exception cref="AmqpEncodeException">The message has no body, or a section holds what AMQP does not carry there.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public bool TryEnqueue(AmqpMessage message) => TryEnqueue(message, out _);

    /// <inheritdoc cref="TryEnqueue(AmqpMessage)"/>
    /// <param name="message">The message. It is encoded before the method returns, and nothing of it is borrowed: it may be changed and enqueued again.</param>
    /// <param name="number">The number of the message in the queue, from 1 on, by which event and report name it; 0 if it was not taken.</param>
    public bool TryEnqueue(AmqpMessage message, out long number)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _transport.Queue.TryEnqueue(new UntypedMessageSource(message), messageFormat: 0, default, out number);
    }

    /// <summary>Puts a message into the queue that another sender has not sent, as it was encoded, if there is room for it. It never waits.</summary>
    /// <param name="message">The message, out of a report or an event.</param>
    /// <returns>True if the queue has taken the message.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public bool TryEnqueue(QueuedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _transport.Queue.TryEnqueue(new EncodedMessageSource(message.Encoded), message.MessageFormat, default, out _);
    }

    /// <summary>Puts an untyped message into the queue as soon as there is room for it, behind those that wait for room already.</summary>
    /// <param name="message">The message. It is encoded before the method returns, and nothing of it is borrowed: it may be changed and enqueued again.</param>
    /// <param name="cancellationToken">Ends the waiting for room. A message that the queue has taken is sent all the same.</param>
    /// <returns>The number of the message in the queue, from 1 on, by which event and report name it. The task ends when the queue has taken the message, not with its outcome.</returns>
    /// <exception cref="AmqpEncodeException">The message has no body, or a section holds what AMQP does not carry there; thrown at the call.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; the message was not enqueued.</exception>
    /// <exception cref="SendException">The sender or its client was closed before there was room; the message was not enqueued.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask<long> EnqueueAsync(AmqpMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _transport.Queue.EnqueueAsync(new UntypedMessageSource(message), messageFormat: 0, default, cancellationToken);
    }

    /// <inheritdoc cref="EnqueueAsync(AmqpMessage, CancellationToken)"/>
    public ValueTask<long> EnqueueAsync(AmqpMessage message) => EnqueueAsync(message, CancellationToken.None);

    /// <summary>Puts a message into the queue that another sender has not sent, as it was encoded, as soon as there is room for it.</summary>
    /// <param name="message">The message, out of a report or an event.</param>
    /// <param name="cancellationToken">Ends the waiting for room. A message that the queue has taken is sent all the same.</param>
    /// <returns>The number of the message in this queue.</returns>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; the message was not enqueued.</exception>
    /// <exception cref="SendException">The sender or its client was closed before there was room; the message was not enqueued.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public ValueTask<long> EnqueueAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _transport.Queue.EnqueueAsync(new EncodedMessageSource(message.Encoded), message.MessageFormat, default, cancellationToken);
    }

    /// <summary>
    /// Waits until all messages that were enqueued before the call have their outcomes, and returns the outcomes that no report has told. Of calls at the same time, each outcome is told by one.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting. The messages are sent all the same, and the next report tells of them.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SendException">The sender or its client was closed meanwhile: the report of closing tells of the messages.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public Task<SendQueueReport> FlushAsync(CancellationToken cancellationToken = default) => _transport.Queue.FlushAsync(cancellationToken);
}
