using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>The encodings of AMQP 1.0, 1.6, as one would write them by hand; each returns where the next octet goes.</summary>
internal static class HandWrittenOctets
{
    public static int Text(Span<byte> octets, int at, string value)
    {
        if (value.Length <= byte.MaxValue && IsNarrowed(value, octets.Slice(at + 2, value.Length)))
        {
            octets[at + 1] = (byte)value.Length;
            octets[at] = 0xA1;
            return at + 2 + value.Length;
        }

        return Transcode(octets, at, value);
    }

    /// <summary>Makes the head of a list of one octet of size, which has become too long for it, one of four (AMQP 1.0, 1.6.22).</summary>
    /// <param name="octets">The octets.</param>
    /// <param name="start">Where the constructor of the list stands; size and count follow it.</param>
    /// <param name="end">Where the list ends.</param>
    /// <returns>Where the list ends now.</returns>
    public static int Widen(Span<byte> octets, int start, int end)
    {
        octets[(start + 3)..end].CopyTo(octets[(start + 9)..]);
        BinaryPrimitives.WriteInt32BigEndian(octets[(start + 5)..], octets[start + 2]);
        BinaryPrimitives.WriteInt32BigEndian(octets[(start + 1)..], end - start + 1);
        octets[start] = 0xD0;
        return end + 6;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Raw(Span<byte> octets, int at, ReadOnlySpan<byte> value)
    {
        value.CopyTo(octets[at..]);
        return at + value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int(Span<byte> octets, int at, int value)
    {
        if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
        {
            octets[at] = 0x54;
            octets[at + 1] = (byte)value;
            return at + 2;
        }

        octets[at] = 0x71;
        BinaryPrimitives.WriteInt32BigEndian(octets[(at + 1)..], value);
        return at + 5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Long(Span<byte> octets, int at, long value)
    {
        if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
        {
            octets[at] = 0x55;
            octets[at + 1] = (byte)value;
            return at + 2;
        }

        octets[at] = 0x81;
        BinaryPrimitives.WriteInt64BigEndian(octets[(at + 1)..], value);
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ULong(Span<byte> octets, int at, ulong value)
    {
        if (value == 0)
        {
            octets[at] = 0x44;
            return at + 1;
        }

        if (value <= byte.MaxValue)
        {
            octets[at] = 0x53;
            octets[at + 1] = (byte)value;
            return at + 2;
        }

        octets[at] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(octets[(at + 1)..], value);
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Double(Span<byte> octets, int at, double value)
    {
        octets[at] = 0x82;
        BinaryPrimitives.WriteDoubleBigEndian(octets[(at + 1)..], value);
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Timestamp(Span<byte> octets, int at, DateTimeOffset value)
    {
        octets[at] = 0x83;
        BinaryPrimitives.WriteInt64BigEndian(octets[(at + 1)..], value.ToUnixTimeMilliseconds());
        return at + 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Uuid(Span<byte> octets, int at, Guid value)
    {
        octets[at] = 0x98;
        value.TryWriteBytes(octets[(at + 1)..], bigEndian: true, out _);
        return at + 17;
    }

    // Eight characters at a time, the last eight overlapping those before: for text as short as this faster than what serves any length.
    private static bool IsNarrowed(ReadOnlySpan<char> value, Span<byte> octets)
    {
        if (value.Length < Vector128<ushort>.Count)
        {
            return Ascii.FromUtf16(value, octets, out _) == OperationStatus.Done;
        }

        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<char, ushort>(value);
        Vector128<ushort> seen = Vector128<ushort>.Zero;
        int last = units.Length - Vector128<ushort>.Count;
        for (int index = 0; index < last; index += Vector128<ushort>.Count)
        {
            seen |= Narrow(units[index..], octets[index..]);
        }

        seen |= Narrow(units[last..], octets[last..]);
        return (seen & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrow(ReadOnlySpan<ushort> units, Span<byte> octets)
    {
        Vector128<ushort> eight = Vector128.Create(units);
        BinaryPrimitives.WriteUInt64LittleEndian(octets, Vector128.Narrow(eight, eight).AsUInt64().ToScalar());
        return eight;
    }

    private static int Transcode(Span<byte> octets, int at, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        if (length <= byte.MaxValue)
        {
            octets[at] = 0xA1;
            octets[at + 1] = (byte)length;
            return at + 2 + Encoding.UTF8.GetBytes(value, octets[(at + 2)..]);
        }

        octets[at] = 0xB1;
        BinaryPrimitives.WriteInt32BigEndian(octets[(at + 1)..], length);
        return at + 5 + Encoding.UTF8.GetBytes(value, octets[(at + 5)..]);
    }
}
