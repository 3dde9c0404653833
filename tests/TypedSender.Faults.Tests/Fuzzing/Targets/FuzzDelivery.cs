using TypedSender.Amqp;
using TypedSender.Amqp.Engine;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>A delivery that counts how often it is decided.</summary>
internal sealed class FuzzDelivery : OutgoingDelivery
{
    public int Settlements { get; set; }

    /// <summary>Whether the sender has taken it back.</summary>
    public bool IsWithdrawn { get; set; }

    public bool IsUnsettled => !IsPresettled && Phase is DeliveryPhase.Partial or DeliveryPhase.Appended;

    /// <summary>A message of zeros.</summary>
    public static AmqpBuffer Message(int length)
    {
        AmqpBuffer buffer = new(length);
        buffer.Append(new byte[length]);
        return buffer;
    }

    /// <summary>Is new again, whatever became of it.</summary>
    public void Reset(AmqpBuffer message, bool isPresettled)
    {
        ReleasePayload();
        (Queue, NextWaiting, PreviousWaiting, Settlements, IsWithdrawn) = (null, null, null, 0, false);
        Rewind();
        IsPresettled = isPresettled;
        Hold(message);
    }
}
