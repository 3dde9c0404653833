using System.ComponentModel;

namespace TypedSender.GeneratedCode;

/// <summary>Puts messages into the queue of a sender.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpQueueSend
{
    /// <summary>Puts one message into the queue if there is room for it.</summary>
    /// <typeparam name="TMessage">A generated struct.</typeparam>
    /// <param name="sender">The sender.</param>
    /// <param name="message">The message. It is encoded before the method returns, and nothing of it is borrowed.</param>
    /// <param name="options">What this send does otherwise than its sender.</param>
    /// <returns>False if there was no room.</returns>
    /// <exception cref="TypedSender.Amqp.AmqpEncodeException">A value cannot be carried by AMQP.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not usable.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public static bool TryEnqueue<TMessage>(MessageSender sender, in TMessage message, in SendOptions options)
        where TMessage : struct, IAmqpMessageSource
        => sender.Transport.Queue.TryEnqueue(in message, messageFormat: 0, in options, out _);

    /// <summary>Puts one message into the queue as soon as there is room for it, behind those that wait for room already.</summary>
    /// <typeparam name="TMessage">A generated struct.</typeparam>
    /// <param name="sender">The sender.</param>
    /// <param name="message">The message. It is encoded before the method returns, and nothing of it is borrowed.</param>
    /// <param name="options">What this send does otherwise than its sender.</param>
    /// <param name="cancellationToken">Ends the waiting for room. A message that the queue has taken is sent all the same.</param>
    /// <exception cref="TypedSender.Amqp.AmqpEncodeException">A value cannot be carried by AMQP; thrown at the call.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; the message was not enqueued.</exception>
    /// <exception cref="SendException">The sender or its client was closed before there was room; the message was not enqueued.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not usable; thrown at the call.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed; thrown at the call.</exception>
    public static ValueTask EnqueueAsync<TMessage>(MessageSender sender, in TMessage message, in SendOptions options, CancellationToken cancellationToken)
        where TMessage : struct, IAmqpMessageSource
    {
        ValueTask<long> enqueue = sender.Transport.Queue.EnqueueAsync(in message, messageFormat: 0, in options, cancellationToken);
        return enqueue.IsCompletedSuccessfully ? default : new ValueTask(enqueue.AsTask());
    }
}
