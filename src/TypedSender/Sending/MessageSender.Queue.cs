using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The queue: messages that are not awaited go out in one order with those that are sent.</summary>
public sealed partial class MessageSender
{
    /// <summary>Raised when a message that was enqueued has its outcome: on the thread pool, never under a lock, before a report contains it; maybe for several at once, and in any order.</summary>
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
    /// <param name="message">The message. It is encoded before the method returns, and nothing of it is borrowed.</param>
    /// <returns>True if the queue has taken the message, whose outcome event and report tell. False if there was no room (<see cref="SenderOptions.Queue"/>), or earlier messages wait for it.</returns>
    /// <exception cref="AmqpEncodeException">The message has no body, or a section holds what AMQP does not carry there; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public bool TryEnqueue(AmqpMessage message) => TryEnqueue(message, out _);

    /// <inheritdoc cref="TryEnqueue(AmqpMessage)" path="/*[not(self::param)]"/>
    /// <param name="message">The message. It is encoded before the method returns, and nothing of it is borrowed.</param>
    /// <param name="number">The number of the message in the queue, from 1 on, by which event and report name it; 0 if it was not taken.</param>
    public bool TryEnqueue(AmqpMessage message, out long number)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _transport.Queue.TryEnqueue(new UntypedMessageSource(message), 0, default, out number);
    }

    /// <summary>Puts a message that another sender has not sent into the queue, as it was encoded, if there is room for it.</summary>
    /// <inheritdoc cref="TryEnqueue(AmqpMessage)"/>
    public bool TryEnqueue(QueuedMessage message) => TryEnqueue(message, out _);

    /// <inheritdoc cref="TryEnqueue(QueuedMessage)" path="/*[not(self::param)]"/>
    /// <param name="message">The message.</param>
    /// <param name="number">Its number in this queue, from 1 on, by which event and report name it; 0 if it was not taken.</param>
    public bool TryEnqueue(QueuedMessage message, out long number)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _transport.Queue.TryEnqueue(new EncodedMessageSource(message.Encoded), message.MessageFormat, default, out number);
    }

    /// <summary>Puts an untyped message into the queue as soon as there is room for it, behind those that wait for room already. It does not wait for the outcome.</summary>
    /// <param name="message">The message. It is encoded before the method returns, and nothing of it is borrowed.</param>
    /// <param name="cancellationToken">Ends the waiting for room. A message that the queue has taken is sent all the same.</param>
    /// <returns>The number of the message in the queue, from 1 on, by which event and report name it.</returns>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; the message was not enqueued.</exception>
    /// <exception cref="SendException">The sender or its client was closed before there was room; the message was not enqueued.</exception>
    /// <inheritdoc cref="TryEnqueue(AmqpMessage)" path="/exception"/>
    public ValueTask<long> EnqueueAsync(AmqpMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _transport.Queue.EnqueueAsync(new UntypedMessageSource(message), 0, default, cancellationToken);
    }

    /// <inheritdoc cref="EnqueueAsync(AmqpMessage, CancellationToken)"/>
    public ValueTask<long> EnqueueAsync(AmqpMessage message) => EnqueueAsync(message, CancellationToken.None);

    /// <summary>Puts a message that another sender has not sent into the queue, as it was encoded, as soon as there is room for it.</summary>
    /// <inheritdoc cref="EnqueueAsync(AmqpMessage, CancellationToken)"/>
    public ValueTask<long> EnqueueAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _transport.Queue.EnqueueAsync(new EncodedMessageSource(message.Encoded), message.MessageFormat, default, cancellationToken);
    }

    /// <inheritdoc cref="EnqueueAsync(QueuedMessage, CancellationToken)"/>
    public ValueTask<long> EnqueueAsync(QueuedMessage message) => EnqueueAsync(message, CancellationToken.None);

    /// <summary>Waits until all messages that were enqueued before have their outcomes, and returns the outcomes that no earlier report contains. Where several calls run at once, each outcome is in the report of one.</summary>
    /// <param name="cancellationToken">Ends the waiting. The messages are sent all the same, and the next report contains their outcomes.</param>
    /// <exception cref="SendException">The sender or its client was closed meanwhile: the report of closing contains the outcomes.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public Task<SendQueueReport> FlushAsync(CancellationToken cancellationToken = default) => _transport.Queue.FlushAsync(cancellationToken);
}
