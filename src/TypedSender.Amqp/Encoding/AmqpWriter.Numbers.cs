using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    /// <summary>Writes a ubyte (1.6.3).</summary>
    /// <param name="value">The value.</param>
    public void WriteUByte(byte value) => WriteSmall(FormatCode.UByte, value);

    /// <summary>Writes a ushort (1.6.4).</summary>
    /// <param name="value">The value.</param>
    public void WriteUShort(ushort value) => WriteFixed16(FormatCode.UShort, value);

    /// <summary>Writes a uint as uint0, smalluint or uint (1.6.5).</summary>
    /// <param name="value">The value.</param>
    public void WriteUInt(uint value)
    {
        if (value == 0)
        {
            WriteRawByte(FormatCode.UInt0);
        }
        else if (value <= byte.MaxValue)
        {
            WriteSmall(FormatCode.SmallUInt, (byte)value);
        }
        else
        {
            WriteFixed32(FormatCode.UInt, value);
        }
    }

    /// <summary>Writes a ulong as ulong0, smallulong or ulong (1.6.6).</summary>
    /// <param name="value">The value.</param>
    public void WriteULong(ulong value)
    {
        if (value == 0)
        {
            WriteRawByte(FormatCode.ULong0);
        }
        else if (value <= byte.MaxValue)
        {
            WriteSmall(FormatCode.SmallULong, (byte)value);
        }
        else
        {
            WriteFixed64(FormatCode.ULong, value);
        }
    }

    /// <summary>Writes a byte, AMQP's signed byte (1.6.7).</summary>
    /// <param name="value">The value.</param>
    public void WriteByte(sbyte value) => WriteSmall(FormatCode.Byte, (byte)value);

    /// <summary>Writes a short (1.6.8).</summary>
    /// <param name="value">The value.</param>
    public void WriteShort(short value) => WriteFixed16(FormatCode.Short, (ushort)value);

    /// <summary>Writes an int as smallint or int (1.6.9).</summary>
    /// <param name="value">The value.</param>
    public void WriteInt(int value)
    {
        if (value == (sbyte)value)
        {
            WriteSmall(FormatCode.SmallInt, (byte)value);
        }
        else
        {
            WriteFixed32(FormatCode.Int, (uint)value);
        }
    }

    /// <summary>Writes a long as smalllong or long (1.6.10).</summary>
    /// <param name="value">The value.</param>
    public void WriteLong(long value)
    {
        if (value == (sbyte)value)
        {
            WriteSmall(FormatCode.SmallLong, (byte)value);
        }
        else
        {
            WriteFixed64(FormatCode.Long, (ulong)value);
        }
    }

    /// <summary>Writes a float (1.6.11), bit for bit.</summary>
    /// <param name="value">The value.</param>
    public void WriteFloat(float value) => WriteFixed32(FormatCode.Float, BitConverter.SingleToUInt32Bits(value));

    /// <summary>Writes a double (1.6.12), bit for bit.</summary>
    /// <param name="value">The value.</param>
    public void WriteDouble(double value) => WriteFixed64(FormatCode.Double, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes a decimal32 (1.6.13).</summary>
    /// <param name="value">The value.</param>
    public void WriteDecimal32(AmqpDecimal32 value) => WriteFixed32(FormatCode.Decimal32, value.Bits);

    /// <summary>Writes a decimal64 (1.6.14).</summary>
    /// <param name="value">The value.</param>
    public void WriteDecimal64(AmqpDecimal64 value) => WriteFixed64(FormatCode.Decimal64, value.Bits);

    /// <summary>Writes a decimal128 (1.6.15).</summary>
    /// <param name="value">The value.</param>
    public void WriteDecimal128(AmqpDecimal128 value)
    {
        Span<byte> bytes = Reserve(17);
        bytes[0] = FormatCode.Decimal128;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], value.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[9..], value.Low);
        _position += 17;
    }

    /// <summary>Writes a <see cref="decimal"/> as a decimal128 (1.6.15): always exact, scale kept.</summary>
    /// <param name="value">The value.</param>
    public void WriteDecimal(decimal value) => WriteDecimal128(AmqpDecimal128.FromDecimal(value));

    /// <summary>Writes a char (1.6.16).</summary>
    /// <param name="value">A Unicode scalar value.</param>
    public void WriteChar(Rune value) => WriteFixed32(FormatCode.Char, (uint)value.Value);

    /// <summary>Writes a char (1.6.16).</summary>
    /// <param name="value">A UTF-16 unit that is a whole character.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> is a surrogate, half a character.</exception>
    public void WriteChar(char value)
    {
        if (char.IsSurrogate(value))
        {
            throw HalfCharacter(value);
        }

        WriteFixed32(FormatCode.Char, value);
    }

    /// <summary>Writes a timestamp (1.6.17), rounded down to the millisecond.</summary>
    /// <param name="value">The moment; its offset is not carried.</param>
    public void WriteTimestamp(DateTimeOffset value) => WriteTimestampMilliseconds(value.ToUnixTimeMilliseconds());

    /// <summary>Writes a timestamp (1.6.17), rounded down to the millisecond.</summary>
    /// <param name="value">The moment, of kind Utc or Local.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> is of kind Unspecified: it names no moment.</exception>
    public void WriteTimestamp(DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc)
        {
            value = ToUniversalTime(value);
        }

        WriteTimestampMilliseconds((value.Ticks / TimeSpan.TicksPerMillisecond) + AmqpTimestamp.MinValue);
    }

    /// <summary>Writes a timestamp (1.6.17).</summary>
    /// <param name="milliseconds">Milliseconds since 1970-01-01T00:00:00Z; negative before it.</param>
    public void WriteTimestampMilliseconds(long milliseconds) => WriteFixed64(FormatCode.Timestamp, (ulong)milliseconds);

    /// <summary>Writes a uuid (1.6.18), in network order (RFC 4122).</summary>
    /// <param name="value">The value.</param>
    public void WriteUuid(Guid value)
    {
        Span<byte> bytes = Reserve(17);
        bytes[0] = FormatCode.Uuid;
        value.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        _position += 17;
    }

    private static DateTime ToUniversalTime(DateTime value) =>
        value.Kind == DateTimeKind.Local
            ? value.ToUniversalTime()
            : throw new AmqpEncodeException(
                $"The time {value:O} is of kind Unspecified and names no moment. Use DateTimeOffset, or DateTime.SpecifyKind with Utc or Local.");

    internal static AmqpEncodeException HalfCharacter(char value) =>
        new($"U+{(int)value:X4} is a surrogate, half a character, and AMQP's char holds whole ones. Use a Rune or a string.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteSmall(byte code, byte value)
    {
        Span<byte> bytes = Reserve(2);
        bytes[0] = code;
        bytes[1] = value;
        _position += 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteFixed16(byte code, ushort value)
    {
        Span<byte> bytes = Reserve(3);
        bytes[0] = code;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], value);
        _position += 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteFixed32(byte code, uint value)
    {
        Span<byte> bytes = Reserve(5);
        bytes[0] = code;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], value);
        _position += 5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteFixed64(byte code, ulong value)
    {
        Span<byte> bytes = Reserve(9);
        bytes[0] = code;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], value);
        _position += 9;
    }
}
