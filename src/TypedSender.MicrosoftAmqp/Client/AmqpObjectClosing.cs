using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Closes the objects that a <see cref="FaultTolerantAmqpObject{T}"/> discards.</summary>
internal static class AmqpObjectClosing
{
    /// <summary>Closes an object, unless that is under way or done: <see cref="AmqpObject.SafeClose()"/> would replace the exception that says why it ended.</summary>
    public static void CloseUnlessClosing(this AmqpObject target)
    {
        if (!target.IsClosing())
        {
            target.SafeClose();
        }
    }
}
