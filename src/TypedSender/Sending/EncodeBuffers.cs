using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// The buffers that messages are encoded into: one in a slot of each thread. It is taken out while in use, as a getter of a contract may itself send.
/// </summary>
internal static class EncodeBuffers
{
    // What a slot keeps at the most; a larger buffer served one large message and goes to the garbage collector.
    private const int KeptCapacity = 128 * 1024;

    [ThreadStatic]
    private static AmqpBuffer? t_slot;

    public static AmqpBuffer Rent()
    {
        AmqpBuffer? buffer = t_slot;
        if (buffer is null)
        {
            return new AmqpBuffer();
        }

        t_slot = null;
        return buffer;
    }

    public static void Recycle(AmqpBuffer buffer)
    {
        buffer.Clear();
        if (buffer.Array.Length <= KeptCapacity)
        {
            t_slot = buffer;
        }
    }
}
