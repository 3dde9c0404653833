using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Tests;

/// <summary>Small messages as bytes.</summary>
internal static class TestMessages
{
    /// <summary>An amqp-value section with a string: 00 53 77 a1 length text.</summary>
    public static byte[] Text(string text)
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        writer.WriteDescriptor(SectionCode.AmqpValue);
        writer.WriteString(text);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>A header of this priority, and a data section of this many bytes, all different from their neighbours.</summary>
    public static byte[] Data(int size, byte priority = 4)
    {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++)
        {
            data[i] = (byte)(i % 251);
        }

        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        new Header { Priority = priority }.Encode(ref writer);
        writer.WriteDescriptor(SectionCode.Data);
        writer.WriteBinary(data.AsSpan());
        writer.Flush();
        return buffer.ToArray();
    }
}
