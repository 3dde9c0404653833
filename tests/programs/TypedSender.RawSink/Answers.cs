using System.Buffers.Binary;

namespace TypedSender.RawSink;

/// <summary>Frames on their way out, in one buffer that is sent once per read.</summary>
internal sealed class Answers(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 17];
    private int _length;
    private int _frame;
    private int _list;
    private int _fields;

    public void Send()
    {
        if (_length > 0)
        {
            stream.Write(_buffer.AsSpan(0, _length));
            _length = 0;
        }
    }

    public Answers Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }

    /// <summary>Starts a frame that holds one performative.</summary>
    /// <param name="type">0 for AMQP, 1 for SASL.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="descriptor">The performative.</param>
    public Answers Begin(byte type, ushort channel, byte descriptor)
    {
        if (_length > _buffer.Length - 4096)
        {
            Send();
        }

        _frame = _length;
        Raw([0, 0, 0, 0, 2, type, (byte)(channel >> 8), (byte)channel, 0x00, 0x53, descriptor, 0xD0]);
        _list = _length;
        _fields = 0;
        _length += 8;
        return this;
    }

    public Answers Null() => Field([0x40]);

    public Answers Boolean(bool value) => Field([value ? (byte)0x41 : (byte)0x42]);

    public Answers UInt(uint value) => Field([0x70, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    public Answers UShort(ushort value) => Field([0x60, (byte)(value >> 8), (byte)value]);

    public Answers UByte(byte value) => Field([0x50, value]);

    /// <summary>A field whose bytes are at hand.</summary>
    public Answers Field(ReadOnlySpan<byte> bytes)
    {
        _fields++;
        return Raw(bytes);
    }

    /// <summary>Ends the frame.</summary>
    /// <param name="payload">What follows the performative: the sections of a message.</param>
    public void End(ReadOnlySpan<byte> payload = default)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_list), _length - _list - 4);
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_list + 4), _fields);
        Raw(payload);
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_frame), _length - _frame);
    }
}
