using System.Buffers.Binary;

namespace TypedSender.Benchmarks.Contenders;

/// <summary>Messages as they travel, made before anything is measured; only delivery-id and delivery-tag are written anew for each round.</summary>
internal sealed class PreparedFrames
{
    private const int MaxFrameSize = 65_536;
    private const int FrameHeaderSize = 8;
    private const byte Handle = 0;

    // delivery-id follows the frame header, the descriptor, the list's head, a smalluint handle and a constructor; the tag follows it (AMQP 1.0, 2.7.5).
    private const int IdOffset = FrameHeaderSize + 3 + 3 + 2 + 1;
    private const int TagOffset = IdOffset + 4 + 2;

    private readonly byte[] _bytes;
    private readonly int _messageSize;

    /// <summary>Prepares so many copies of a message, each split at the sink's max-frame-size.</summary>
    public PreparedFrames(ReadOnlySpan<byte> message, int count, bool isSettled)
    {
        byte[] one = Split(message, isSettled);
        _messageSize = one.Length;
        Count = count;
        _bytes = new byte[one.Length * count];
        for (int copy = 0; copy < count; copy++)
        {
            one.CopyTo(_bytes, copy * one.Length);
        }
    }

    public int Count { get; }

    /// <summary>Numbers the first messages.</summary>
    /// <returns>Their bytes.</returns>
    public ReadOnlyMemory<byte> Number(uint first, int count)
    {
        Span<byte> bytes = _bytes;
        for (int copy = 0; copy < count; copy++)
        {
            Span<byte> message = bytes[(copy * _messageSize)..];
            BinaryPrimitives.WriteUInt32BigEndian(message[IdOffset..], first + (uint)copy);
            BinaryPrimitives.WriteUInt32BigEndian(message[TagOffset..], first + (uint)copy);
        }

        return _bytes.AsMemory(0, count * _messageSize);
    }

    private static byte[] Split(ReadOnlySpan<byte> message, bool isSettled)
    {
        var frames = new MemoryStream();
        bool isFirst = true;
        do
        {
            byte[] head = Head(isFirst, isSettled, hasMore: false);
            int taken = Math.Min(message.Length, MaxFrameSize - head.Length);
            bool hasMore = taken < message.Length;
            head = Head(isFirst, isSettled, hasMore);
            BinaryPrimitives.WriteInt32BigEndian(head, head.Length + taken);
            frames.Write(head);
            frames.Write(message[..taken]);
            message = message[taken..];
            isFirst = false;
        }
        while (message.Length != 0);
        return frames.ToArray();
    }

    private static byte[] Head(bool isFirst, bool isSettled, bool hasMore)
    {
        byte settled = isSettled ? (byte)0x41 : (byte)0x42;
        byte more = hasMore ? (byte)0x41 : (byte)0x42;
        byte[] fields = isFirst
            ? [0x52, Handle, 0x70, 0, 0, 0, 0, 0xA0, 4, 0, 0, 0, 0, 0x43, settled, more]
            : [0x52, Handle, 0x40, 0x40, 0x40, settled, more];
        return [0, 0, 0, 0, 2, 0, 0, 0, 0x00, 0x53, 0x14, 0xC0, (byte)(fields.Length + 1), 6, .. fields];
    }
}
