using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>The encodings of AMQP 1.0, 1.6, as one would write them by hand; each returns where the next byte goes.</summary>
internal static class HandWrittenBytes
{
    public static int Text(Span<byte> bytes, int at, string value)
    {
        if (value.Length <= byte.MaxValue && IsNarrowed(value, bytes.Slice(at + 2, value.Length)))
        {
            bytes[at + 1] = (byte)value.Length;
            bytes[at] = 0xA1;
            return at + 2 + value.Length;
        }

        return Transcode(bytes, at, value);
    }

    /// <summary>Makes the head of a list of one byte of size, which has become too long for it, one of four (AMQP 1.0, 1.6.22).</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="start">Where the constructor of the list stands; size and count follow it.</param>
    /// <param name="end">Where the list ends.</param>
    /// <returns>Where the list ends now.</returns>
    public static int Widen(Span<byte> bytes, int start, int end)
    {
        bytes[(start + 3)..end].CopyTo(bytes[(start + 9)..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(start + 5)..], bytes[start + 2]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(start + 1)..], end - start + 1);
        bytes[start] = 0xD0;
        return end + 6;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Raw(Span<byte> bytes, int at, ReadOnlySpan<byte> value)
    {
        value.CopyTo(bytes[at..]);
        return at + value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int(Span<byte> bytes, int at, int value)
    {
        if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
        {
            bytes[at] = 0x54;
            bytes[at + 1] = (byte)value;
            return at + 2;
        }

        bytes[at] = 0x71;
        BinaryPrimitives.WriteInt32BigEndian(bytes[(at + 1)..], value);
        return at + 5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Long(Span<byte> bytes, int at, long value)
    {
        if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
        {
            bytes[at] = 0x55;
            bytes[at + 1] = (byte)value;
            return at + 2;
        }

        bytes[at] = 0x81;
        BinaryPrimitives.WriteInt64BigEndian(bytes[(at + 1)..], value);
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ULong(Span<byte> bytes, int at, ulong value)
    {
        if (value == 0)
        {
            bytes[at] = 0x44;
            return at + 1;
        }

        if (value <= byte.MaxValue)
        {
            bytes[at] = 0x53;
            bytes[at + 1] = (byte)value;
            return at + 2;
        }

        bytes[at] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[(at + 1)..], value);
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Double(Span<byte> bytes, int at, double value)
    {
        bytes[at] = 0x82;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[(at + 1)..], value);
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Timestamp(Span<byte> bytes, int at, DateTimeOffset value)
    {
        bytes[at] = 0x83;
        BinaryPrimitives.WriteInt64BigEndian(bytes[(at + 1)..], value.ToUnixTimeMilliseconds());
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Uuid(Span<byte> bytes, int at, Guid value)
    {
        bytes[at] = 0x98;
        value.TryWriteBytes(bytes[(at + 1)..], bigEndian: true, out _);
        return at + 17;
    }

    // Eight characters at a time, the last eight overlapping those before: for text as short as this faster than what serves any length.
    private static bool IsNarrowed(ReadOnlySpan<char> value, Span<byte> bytes)
    {
        if (value.Length < Vector128<ushort>.Count)
        {
            return Ascii.FromUtf16(value, bytes, out _) == OperationStatus.Done;
        }

        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<char, ushort>(value);
        Vector128<ushort> seen = Vector128<ushort>.Zero;
        int last = units.Length - Vector128<ushort>.Count;
        for (int index = 0; index < last; index += Vector128<ushort>.Count)
        {
            seen |= Narrow(units[index..], bytes[index..]);
        }

        seen |= Narrow(units[last..], bytes[last..]);
        return (seen & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrow(ReadOnlySpan<ushort> units, Span<byte> bytes)
    {
        Vector128<ushort> eight = Vector128.Create(units);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Vector128.Narrow(eight, eight).AsUInt64().ToScalar());
        return eight;
    }

    private static int Transcode(Span<byte> bytes, int at, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        if (length <= byte.MaxValue)
        {
            bytes[at] = 0xA1;
            bytes[at + 1] = (byte)length;
            return at + 2 + Encoding.UTF8.GetBytes(value, bytes[(at + 2)..]);
        }

        bytes[at] = 0xB1;
        BinaryPrimitives.WriteInt32BigEndian(bytes[(at + 1)..], length);
        return at + 5 + Encoding.UTF8.GetBytes(value, bytes[(at + 5)..]);
    }
}
