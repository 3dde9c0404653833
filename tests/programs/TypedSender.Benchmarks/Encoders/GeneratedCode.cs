using TypedSender.Amqp;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>Calls what the generator made of a contract.</summary>
internal static class GeneratedCode
{
    /// <summary>Puts a message into the buffer in place of what was there.</summary>
    public static void Write<T>(AmqpBuffer buffer, in T value)
        where T : struct, IAmqpContract<T>
    {
        buffer.Clear();
        AmqpWriter writer = new(buffer);
        T.WriteMessage(ref writer, in value);
        writer.Flush();
    }
}
