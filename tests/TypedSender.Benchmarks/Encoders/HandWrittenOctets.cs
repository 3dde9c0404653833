using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace TypedSender.Benchmarks.Encoders;

/// <summary>The encodings of AMQP 1.0, 1.6, as one would write them by hand; each returns where the next octet goes.</summary>
internal static class HandWrittenOctets
{
    // A char takes three octets at most: up to here the width of the size is known before the text is looked at.
    private const int SurelyShort = byte.MaxValue / 3;

    public static int Text(Span<byte> octets, int at, string value)
    {
        if (value.Length <= SurelyShort)
        {
            int written = Encoding.UTF8.GetBytes(value, octets[(at + 2)..]);
            octets[at] = 0xA1;
            octets[at + 1] = (byte)written;
            return at + 2 + written;
        }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Raw(Span<byte> octets, int at, ReadOnlySpan<byte> value)
    {
        value.CopyTo(octets[at..]);
        return at + value.Length;
    }

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

    public static int Double(Span<byte> octets, int at, double value)
    {
        octets[at] = 0x82;
        BinaryPrimitives.WriteDoubleBigEndian(octets[(at + 1)..], value);
        return at + 9;
    }

    public static int Timestamp(Span<byte> octets, int at, DateTimeOffset value)
    {
        octets[at] = 0x83;
        BinaryPrimitives.WriteInt64BigEndian(octets[(at + 1)..], value.ToUnixTimeMilliseconds());
        return at + 9;
    }

    public static int Uuid(Span<byte> octets, int at, Guid value)
    {
        octets[at] = 0x98;
        value.TryWriteBytes(octets[(at + 1)..], bigEndian: true, out _);
        return at + 17;
    }
}
