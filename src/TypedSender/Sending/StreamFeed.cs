using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Has what is read of a stream appended to the link of its sender, and written by the thread that has read it.</summary>
internal sealed class StreamFeed : IStreamOwner
{
    public static readonly StreamFeed Instance = new();

    public WriteRequest OnRead(OutgoingDelivery delivery, long count, Exception? failure, out AmqpTransport? transport)
    {
        // A message that waits may have been moved to the link of its address.
        var send = (Delivery)delivery;
        var queue = (SendQueue)send.Transport;
        AdaptiveLock.AssertHeld(queue.Domain.Lock);
        if ((failure is null ? queue.CheckSize(send) : SendErrors.StreamFailed(queue.Address, count, failure)) is { } ended)
        {
            queue.Fail(send, ended);
        }
        else
        {
            queue.AppendOrOpen();
        }

        transport = queue.Link.Connection?.Transport;
        WriteRequest write = transport?.RequestGatheredWrite() ?? WriteRequest.None;
        return write == WriteRequest.Queued ? WriteRequest.Inline : write;
    }
}
