using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Writes a message that was read, section by section.</summary>
internal static class MessageBytes
{
    public static byte[] Encode(AmqpMessage message) => Corpus.Encode((ref AmqpWriter writer) =>
    {
        message.Header?.Encode(ref writer);
        Write(ref writer, 0x71, message.DeliveryAnnotations);
        Write(ref writer, 0x72, message.MessageAnnotations);
        message.Properties?.Encode(ref writer);
        Write(ref writer, 0x74, message.ApplicationProperties);
        foreach (byte[] data in message.Data)
        {
            Write(ref writer, 0x75, data);
        }

        foreach (IReadOnlyList<object?> sequence in message.Sequences)
        {
            Write(ref writer, 0x76, sequence);
        }

        if (message.BodyKind == AmqpBodyKind.Value)
        {
            writer.WriteDescriptor(0x77ul);
            writer.WriteValue(message.Value);
        }

        Write(ref writer, 0x78, message.Footer);
    });

    /// <summary>Writes a section, unless it is absent.</summary>
    public static void Write(ref AmqpWriter writer, ulong code, object? section)
    {
        if (section is not null)
        {
            writer.WriteDescriptor(code);
            writer.WriteValue(section);
        }
    }
}
