namespace TypedSender;

/// <summary>What happens to a message that is enqueued while its sender's queue has no room for it (<see cref="SendQueueOptions"/>).</summary>
public enum SendQueueFullMode
{
    /// <summary><see cref="MessageSender.TryEnqueue(Amqp.Messages.AmqpMessage)"/> returns false, and <c>EnqueueAsync</c> waits for room, in the order of the calls.</summary>
    Wait,

    /// <summary>The oldest messages of which nothing has left end as NotSent (<see cref="SendReason.QueueFull"/>), as many as make room for the new one.</summary>
    /// <remarks>A message that has left, or may have, is not dropped. While there is no other, the queue does as with <see cref="Wait"/>.</remarks>
    DropOldest,

    /// <summary>As <see cref="DropOldest"/>, but the newest messages of which nothing has left.</summary>
    DropNewest,
}
