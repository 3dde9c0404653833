using System.Buffers.Binary;
using TypedSender.Amqp;

namespace TypedSender.TestPeer;

/// <summary>Writes whole frames, for tests that want literal bytes as well.</summary>
internal static class FrameEncoder
{
    /// <summary>The protocol header of AMQP 1.0 (AMQP 1.0, 2.2).</summary>
    public static byte[] AmqpHeader => [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 1, 0, 0];

    /// <summary>The protocol header of its SASL layer (AMQP 1.0, 5.3.1).</summary>
    public static byte[] SaslHeader => [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 3, 1, 0, 0];

    /// <summary>A sign of life (AMQP 1.0, 2.4.5).</summary>
    public static byte[] EmptyFrame => [0, 0, 0, 8, 2, 0, 0, 0];

    /// <summary>A frame whose type follows from its performative.</summary>
    public static byte[] Encode<T>(ushort channel, T performative, ReadOnlySpan<byte> payload = default)
        where T : struct, IAmqpComposite<T>
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        performative.Encode(ref writer);
        writer.WriteRaw(payload);
        writer.Flush();
        byte[] body = buffer.ToArray();
        byte[] frame = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        frame[4] = 2;
        frame[5] = T.DescriptorCode >= 0x40 ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), channel);
        body.CopyTo(frame, 8);
        return frame;
    }
}
