using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Carries messages whose body is read while they are sent.</summary>
internal interface IStreamOwner
{
    /// <summary>More of a message is ready, or no more comes because its stream failed. Under the lock.</summary>
    /// <param name="delivery">The send, whose message has not been released.</param>
    /// <param name="count">How many bytes of the stream have been read.</param>
    /// <param name="failure">What the stream threw; null if more is ready.</param>
    /// <param name="transport">What has to write; null if nothing does.</param>
    /// <returns>What <paramref name="transport"/> performs after the lock has been left.</returns>
    WriteRequest OnRead(OutgoingDelivery delivery, long count, Exception? failure, out AmqpTransport? transport);
}
