using System.Buffers.Binary;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>A frame as it stood on the wire, taken apart.</summary>
internal sealed record WireFrame(ushort Channel, object? Performative, byte[] Payload, int Size, byte[] Body)
{
    /// <summary>The frame's performative, which has to be of this type.</summary>
    public T As<T>()
        where T : struct
        => Assert.IsType<T>(Performative);

    public bool Is<T>() => Performative is T;

    /// <summary>Splits bytes that consist of whole frames; null performatives are heartbeats.</summary>
    public static List<WireFrame> Split(ReadOnlySpan<byte> bytes)
    {
        List<WireFrame> frames = [];
        while (!bytes.IsEmpty)
        {
            int size = BinaryPrimitives.ReadInt32BigEndian(bytes);
            Assert.InRange(size, 8, bytes.Length);
            Assert.Equal(2, bytes[4]);
            Assert.Equal(0, bytes[5]);
            byte[] body = bytes[8..size].ToArray();
            object? performative = Decode(body, out byte[] payload);
            frames.Add(new WireFrame(BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]), performative, payload, size, body));
            bytes = bytes[size..];
        }

        return frames;
    }

    public static byte[] Encode<T>(T performative, byte[]? payload = null)
        where T : IAmqpComposite<T>
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        performative.Encode(ref writer);
        writer.Flush();
        return [.. buffer.ToArray(), .. payload ?? []];
    }

    /// <summary>The bytes of a delivery state, in hexadecimal digits.</summary>
    public static string EncodeState(DeliveryState state)
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        state.Encode(ref writer);
        writer.Flush();
        return Convert.ToHexString(buffer.WrittenSpan);
    }

    private static object? Decode(byte[] body, out byte[] payload)
    {
        payload = [];
        if (body.Length == 0)
        {
            return null;
        }

        AmqpReader reader = new(body);
        object performative = FrameBody.PeekDescriptorCode(body) switch
        {
            0x10 => Open.Decode(ref reader),
            0x11 => Begin.Decode(ref reader),
            0x12 => Attach.Decode(ref reader),
            0x13 => Flow.Decode(ref reader),
            0x14 => Transfer.Decode(ref reader),
            0x15 => Disposition.Decode(ref reader),
            0x16 => Detach.Decode(ref reader),
            0x17 => End.Decode(ref reader),
            0x18 => Close.Decode(ref reader),
            ulong code => throw new InvalidOperationException($"0x{code:x} is no performative"),
        };
        payload = body[reader.Position..];
        return performative;
    }
}
