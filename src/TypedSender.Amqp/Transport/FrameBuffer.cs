using System.Buffers.Binary;
using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Transport;

/// <summary>The type of a frame (AMQP 1.0, 2.3.1 and 5.3.1).</summary>
internal enum FrameType : byte
{
    Amqp = 0,
    Sasl = 1,
}

/// <summary>Gathers bytes as they come off the wire and splits them into frames (AMQP 1.0, 2.3). Holds at most two frames of the largest size.</summary>
internal sealed class FrameBuffer(uint maxFrameSize)
{
    public const int HeaderSize = 8;

    // The least that every peer takes (MIN-MAX-FRAME-SIZE of AMQP 1.0, 2.8.19), and the most of a SASL frame (5.3.1).
    private const uint SmallestMaxFrameSize = 512;

    // Grown as bytes of larger frames come: most peers send small ones, whatever they were allowed.
    private const int InitialSize = 128 * 1024;

    private byte[] _bytes = new byte[(int)Math.Min(Math.Max(maxFrameSize, SmallestMaxFrameSize) * 2L, InitialSize)];
    private int _start;
    private int _end;

    /// <summary>The trace of the frames that are taken and of the handshake; null for none.</summary>
    public IFrameTrace? Trace { get; set; }

    public int Length => _end - _start;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, Length);

    /// <summary>Where the next bytes go; never empty, as a whole frame always fits.</summary>
    public Memory<byte> GetFree()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_bytes.Length - _end < _bytes.Length / 2)
        {
            Unread.CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(_bytes.Length * 2L, Array.MaxLength));
        }

        return _bytes.AsMemory(_end);
    }

    public void Commit(int count) => _end += count;

    /// <summary>Takes bytes that are no frame: a protocol header (AMQP 1.0, 2.2).</summary>
    public bool TryTake(int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (Length < count)
        {
            return false;
        }

        bytes = _bytes.AsSpan(_start, count);
        _start += count;
        Trace?.OnHeader(isIncoming: true, bytes);
        return true;
    }

    /// <summary>Takes the next whole frame; the body is valid until more bytes are committed.</summary>
    /// <exception cref="AmqpProtocolException">The header of the frame cannot be right.</exception>
    public bool TryTakeFrame(FrameType expected, out ushort channel, out ReadOnlySpan<byte> body)
    {
        channel = 0;
        body = default;
        if (Length < HeaderSize)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = Unread;
        uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        int dataOffset = bytes[4] * 4;
        uint limit = expected == FrameType.Sasl ? SmallestMaxFrameSize : Math.Max(maxFrameSize, SmallestMaxFrameSize);
        if (size < HeaderSize || size > limit)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.FramingError, $"a frame claims {size} octets; between {HeaderSize} and {limit} are allowed");
        }

        if (dataOffset < HeaderSize || dataOffset > size)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.FramingError, $"a frame of {size} bytes claims that its body begins at {dataOffset}");
        }

        if (bytes[5] != (byte)expected)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.FramingError, $"a frame has type {bytes[5]} where only {(byte)expected} is allowed");
        }

        if (bytes.Length < size)
        {
            return false;
        }

        channel = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        body = bytes[dataOffset..(int)size];
        _start += (int)size;
        Trace?.OnFrame(isIncoming: true, expected == FrameType.Sasl, channel, body);
        return true;
    }
}
