using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;

namespace TypedSender.Amqp;

/// <summary>
/// Puts runs of values for generated encoders, each in its most compact encoding: <see cref="AmqpWriter.GetSpan"/> makes the room for
/// the whole run at once, and every method takes the index that the bytes go to and returns the one behind them. Nothing is written
/// outside the span: room that falls short throws.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class AmqpPrimitives
{
    /// <summary>Puts bytes that are already encoded.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where they go.</param>
    /// <param name="value">The bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteRaw(Span<byte> bytes, int at, ReadOnlySpan<byte> value)
    {
        value.CopyTo(bytes.Slice(at));
        return at + value.Length;
    }

    /// <summary>Puts null (1.6.1).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteNull(Span<byte> bytes, int at)
    {
        bytes[at] = FormatCode.Null;
        return at + 1;
    }

    /// <summary>Puts a boolean (1.6.2).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteBoolean(Span<byte> bytes, int at, bool value)
    {
        bytes[at] = value ? FormatCode.BooleanTrue : FormatCode.BooleanFalse;
        return at + 1;
    }

    /// <summary>Puts a ubyte (1.6.3).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteUByte(Span<byte> bytes, int at, byte value) => WriteSmall(bytes, at, FormatCode.UByte, value);

    /// <summary>Puts a ushort (1.6.4).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteUShort(Span<byte> bytes, int at, ushort value)
    {
        bytes[at] = FormatCode.UShort;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.Slice(at + 1), value);
        return at + 3;
    }

    /// <summary>Puts a uint as uint0, smalluint or uint (1.6.5).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteUInt(Span<byte> bytes, int at, uint value)
    {
        if (value > byte.MaxValue)
        {
            return WriteFixed32(bytes, at, FormatCode.UInt, value);
        }

        if (value != 0)
        {
            return WriteSmall(bytes, at, FormatCode.SmallUInt, (byte)value);
        }

        bytes[at] = FormatCode.UInt0;
        return at + 1;
    }

    /// <summary>Puts a ulong as ulong0, smallulong or ulong (1.6.6).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteULong(Span<byte> bytes, int at, ulong value)
    {
        if (value > byte.MaxValue)
        {
            return WriteFixed64(bytes, at, FormatCode.ULong, value);
        }

        if (value != 0)
        {
            return WriteSmall(bytes, at, FormatCode.SmallULong, (byte)value);
        }

        bytes[at] = FormatCode.ULong0;
        return at + 1;
    }

    /// <summary>Puts a byte, AMQP's signed byte (1.6.7).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteByte(Span<byte> bytes, int at, sbyte value) => WriteSmall(bytes, at, FormatCode.Byte, (byte)value);

    /// <summary>Puts a short (1.6.8).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteShort(Span<byte> bytes, int at, short value)
    {
        bytes[at] = FormatCode.Short;
        BinaryPrimitives.WriteInt16BigEndian(bytes.Slice(at + 1), value);
        return at + 3;
    }

    /// <summary>Puts an int as smallint or int (1.6.9).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteInt(Span<byte> bytes, int at, int value)
        => value == (sbyte)value
            ? WriteSmall(bytes, at, FormatCode.SmallInt, (byte)value)
            : WriteFixed32(bytes, at, FormatCode.Int, (uint)value);

    /// <summary>Puts a long as smalllong or long (1.6.10).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteLong(Span<byte> bytes, int at, long value)
        => value == (sbyte)value
            ? WriteSmall(bytes, at, FormatCode.SmallLong, (byte)value)
            : WriteFixed64(bytes, at, FormatCode.Long, (ulong)value);

    /// <summary>Puts a float (1.6.11), bit for bit.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteFloat(Span<byte> bytes, int at, float value)
        => WriteFixed32(bytes, at, FormatCode.Float, BitConverter.SingleToUInt32Bits(value));

    /// <summary>Puts a double (1.6.12), bit for bit.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteDouble(Span<byte> bytes, int at, double value)
        => WriteFixed64(bytes, at, FormatCode.Double, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Puts a decimal32 (1.6.13).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteDecimal32(Span<byte> bytes, int at, AmqpDecimal32 value)
        => WriteFixed32(bytes, at, FormatCode.Decimal32, value.Bits);

    /// <summary>Puts a decimal64 (1.6.14).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteDecimal64(Span<byte> bytes, int at, AmqpDecimal64 value)
        => WriteFixed64(bytes, at, FormatCode.Decimal64, value.Bits);

    /// <summary>Puts a decimal128 (1.6.15).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    public static int WriteDecimal128(Span<byte> bytes, int at, AmqpDecimal128 value)
    {
        Span<byte> room = bytes.Slice(at, 17);
        room[0] = FormatCode.Decimal128;
        BinaryPrimitives.WriteUInt64BigEndian(room.Slice(1), value.High);
        BinaryPrimitives.WriteUInt64BigEndian(room.Slice(9), value.Low);
        return at + 17;
    }

    /// <summary>Puts a <see cref="decimal"/> as a decimal128 (1.6.15): always exact, scale kept.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    public static int WriteDecimal(Span<byte> bytes, int at, decimal value) => WriteDecimal128(bytes, at, AmqpDecimal128.FromDecimal(value));

    /// <summary>Puts a char (1.6.16).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">A Unicode scalar value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteChar(Span<byte> bytes, int at, Rune value) => WriteFixed32(bytes, at, FormatCode.Char, (uint)value.Value);

    /// <summary>Puts a char (1.6.16).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">A UTF-16 unit that is a whole character.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> is a surrogate, half a character.</exception>
    public static int WriteChar(Span<byte> bytes, int at, char value)
        => WriteFixed32(bytes, at, FormatCode.Char, char.IsSurrogate(value) ? throw AmqpWriter.HalfCharacter(value) : (uint)value);

    /// <summary>Puts a timestamp (1.6.17), rounded down to the millisecond.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The moment; its offset is not carried.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteTimestamp(Span<byte> bytes, int at, DateTimeOffset value)
        => WriteFixed64(bytes, at, FormatCode.Timestamp, (ulong)value.ToUnixTimeMilliseconds());

    /// <summary>Puts a uuid (1.6.18), in network order (RFC 4122).</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteUuid(Span<byte> bytes, int at, Guid value)
    {
        Span<byte> room = bytes.Slice(at, 17);
        room[0] = FormatCode.Uuid;
        value.TryWriteBytes(room.Slice(1), bigEndian: true, out _);
        return at + 17;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteSmall(Span<byte> bytes, int at, byte code, byte value)
    {
        bytes[at + 1] = value;
        bytes[at] = code;
        return at + 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteFixed32(Span<byte> bytes, int at, byte code, uint value)
    {
        Span<byte> room = bytes.Slice(at, 5);
        room[0] = code;
        BinaryPrimitives.WriteUInt32BigEndian(room.Slice(1), value);
        return at + 5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteFixed64(Span<byte> bytes, int at, byte code, ulong value)
    {
        Span<byte> room = bytes.Slice(at, 9);
        room[0] = code;
        BinaryPrimitives.WriteUInt64BigEndian(room.Slice(1), value);
        return at + 9;
    }
}
