using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// The buffers that messages are encoded into: one in a slot of each thread, and a few more for those that come back on another thread than they were taken on, as the
/// ones with borrowed bytes do. A buffer is taken out while in use, as a getter of a contract may itself send.
/// </summary>
internal static class EncodeBuffers
{
    // What is kept at the most; a larger buffer served one large message and goes to the garbage collector.
    private const int KeptCapacity = 128 * 1024;
    private const int SharedCount = 32;

    private static readonly AmqpBuffer?[] Shared = new AmqpBuffer?[SharedCount];

    [ThreadStatic]
    private static AmqpBuffer? t_slot;

    public static AmqpBuffer Rent()
    {
        AmqpBuffer? buffer = t_slot;
        if (buffer is null)
        {
            return TakeShared() ?? new AmqpBuffer { TakesStreams = true };
        }

        t_slot = null;
        return buffer;
    }

    public static void Recycle(AmqpBuffer buffer)
    {
        if (buffer.IsKept)
        {
            return;
        }

        buffer.Clear();
        if (buffer.Array.Length > KeptCapacity)
        {
            return;
        }

        if (t_slot is null)
        {
            t_slot = buffer;
        }
        else
        {
            Share(buffer);
        }
    }

    private static AmqpBuffer? TakeShared()
    {
        for (int index = 0; index < SharedCount; index++)
        {
            if (Volatile.Read(ref Shared[index]) is not null && Interlocked.Exchange(ref Shared[index], null) is { } buffer)
            {
                return buffer;
            }
        }

        return null;
    }

    private static void Share(AmqpBuffer buffer)
    {
        for (int index = 0; index < SharedCount; index++)
        {
            if (Volatile.Read(ref Shared[index]) is null && Interlocked.CompareExchange(ref Shared[index], buffer, null) is null)
            {
                return;
            }
        }
    }
}
