using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

/// <summary>
/// Reads AMQP 1.0 values (AMQP 1.0, 1.6) from untrusted bytes. Every failure is an <see cref="AmqpDecodeException"/>; nothing is read
/// outside the bytes; nothing is allocated by a count or size that the bytes left cannot hold, nor by all counts together. At most 65,536 elements in a
/// list, map or array, 1,024 of no width in all arrays together, 32 levels of nesting. After an exception the reader must not be used further.
/// Not thread-safe.
/// </summary>
[Experimental("TSAMQP")]
public ref partial struct AmqpReader
{
    internal const int MaxDepth = 32;
    internal const int MaxCount = 65_536;
    internal const int MaxZeroWidthElements = 1_024;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _depth;
    private int _zeroWidthElements;
    private long _elements;
    private List<object?>? _emptyList;

    /// <summary>Creates a reader at the first byte.</summary>
    /// <param name="bytes">One or more encoded values.</param>
    public AmqpReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Bytes read.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Whether all bytes have been read.</summary>
    public readonly bool End => _position == _bytes.Length;

    /// <summary>The constructor of the next value (see <see cref="FormatCode"/>), without reading it.</summary>
    /// <exception cref="AmqpDecodeException">No bytes are left.</exception>
    public readonly byte PeekConstructor()
    {
        if ((uint)_position >= (uint)_bytes.Length)
        {
            throw Fail("The encoding ends where a value should begin", _position);
        }

        return _bytes[_position];
    }

    /// <summary>Reads a null, if that is the next value.</summary>
    /// <returns>False when another value or nothing follows; then nothing was read.</returns>
    public bool TryReadNull()
    {
        if ((uint)_position < (uint)_bytes.Length && _bytes[_position] == FormatCode.Null)
        {
            _position++;
            return true;
        }

        return false;
    }

    /// <summary>Reads a boolean (1.6.2).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a valid boolean.</exception>
    public bool ReadBoolean()
    {
        int start = _position;
        byte code = ReadConstructor();
        return code switch
        {
            FormatCode.BooleanTrue => true,
            FormatCode.BooleanFalse => false,
            FormatCode.Boolean => ReadBooleanByte(),
            _ => throw Unexpected("boolean", code, start),
        };
    }

    /// <summary>Passes over the next value, of whatever type. What is inside a list, map or array is not looked at.</summary>
    /// <exception cref="AmqpDecodeException">The next value has no valid constructor, is longer than the bytes left, or is described more than 32 times.</exception>
    public void Skip()
    {
        int start = _position;
        byte code = ReadConstructor();
        for (int depth = 1; code == FormatCode.Described; depth++)
        {
            CheckDepth(_depth + depth, start);
            int descriptorStart = _position;
            byte descriptor = ReadConstructor();
            CheckDescriptor(descriptor, descriptorStart);
            SkipBody(descriptor, descriptorStart);
            start = _position;
            code = ReadConstructor();
        }

        SkipBody(code, start);
    }

    /// <summary>Passes over the next value and returns its bytes, constructor and descriptor included.</summary>
    /// <exception cref="AmqpDecodeException">As by <see cref="Skip"/>.</exception>
    public ReadOnlySpan<byte> ReadEncoded()
    {
        int start = _position;
        Skip();
        return _bytes[start.._position];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AmqpDecodeException Fail(string message, int offset) => new(message, offset);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AmqpDecodeException Unexpected(string expected, byte code, int offset) =>
        new($"Expected {expected}, found the constructor 0x{code:X2}", offset);

    private static void CheckDepth(int depth, int offset)
    {
        if (depth > MaxDepth)
        {
            throw Fail($"Values are nested more than {MaxDepth} deep", offset);
        }
    }

    /// <summary>Whether the code is one of the primitive types' constructors.</summary>
    private static bool IsPrimitive(byte code) => code switch
    {
        >= FormatCode.Null and <= FormatCode.List0 => true,
        >= FormatCode.UByte and <= FormatCode.Boolean => true,
        FormatCode.UShort or FormatCode.Short => true,
        >= FormatCode.UInt and <= FormatCode.Decimal32 => true,
        >= FormatCode.ULong and <= FormatCode.Decimal64 => true,
        FormatCode.Decimal128 or FormatCode.Uuid => true,
        FormatCode.Binary8 or FormatCode.String8 or FormatCode.Symbol8 => true,
        FormatCode.Binary32 or FormatCode.String32 or FormatCode.Symbol32 => true,
        FormatCode.List8 or FormatCode.Map8 or FormatCode.List32 or FormatCode.Map32 => true,
        FormatCode.Array8 or FormatCode.Array32 => true,
        _ => false,
    };

    /// <summary>The bytes of a fixed-width value, or of the size field of another (AMQP 1.0, 1.2.1 and 1.2.2: the code's upper half tells).</summary>
    private static int WidthOf(byte code) => (code >> 4) switch
    {
        0x4 => 0,
        0x5 or 0xA or 0xC or 0xE => 1,
        0x6 => 2,
        0x7 or 0xB or 0xD or 0xF => 4,
        0x8 => 8,
        _ => 16,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte ReadConstructor()
    {
        byte code = PeekConstructor();
        _position++;
        return code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(int count)
    {
        int position = _position;
        if ((uint)count > (uint)(_bytes.Length - position))
        {
            throw Truncated((uint)count);
        }

        _position = position + count;
        return _bytes.Slice(position, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly AmqpDecodeException Truncated(uint count) =>
        new($"A value needs {count} bytes and {Remaining} are left", _position);

    private byte ReadNextByte() => Take(1)[0];

    private ushort ReadFixed16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    private uint ReadFixed32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private ulong ReadFixed64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    private bool ReadBooleanByte()
    {
        int start = _position;
        byte value = ReadNextByte();
        return value <= 1 ? value == 1 : throw Fail($"A boolean is 0x00 or 0x01, not 0x{value:X2}", start);
    }

    private void SkipBody(byte code, int start)
    {
        if (!IsPrimitive(code))
        {
            throw Unexpected("a value", code, start);
        }

        if (code < FormatCode.Binary8)
        {
            Take(WidthOf(code));
        }
        else
        {
            TakeSized(WidthOf(code));
        }
    }

    /// <summary>Reads a size field of one or four bytes and as many bytes as it says.</summary>
    private ReadOnlySpan<byte> TakeSized(int width)
    {
        uint size = width == 1 ? ReadNextByte() : ReadFixed32();
        return Take((int)size);
    }
}
