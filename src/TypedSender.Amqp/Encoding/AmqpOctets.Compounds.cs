using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

// A list or map begins with the short header, which nearly all keep: three octets are left open for it (AMQP 1.0, 1.2.2 and 1.2.3).
public static partial class AmqpOctets
{
    /// <summary>Constructor, one-octet size and one-octet count.</summary>
    internal const int ShortHeader = 3;

    /// <summary>What the wide header takes beyond the short one: three octets each of size and count.</summary>
    internal const int Widening = 6;

    /// <summary>Ends a list (1.6.22), as list0, list8 or list32: the smallest that fits.</summary>
    /// <param name="octets">The room, with six octets to spare behind <paramref name="at"/>.</param>
    /// <param name="start">The first of the three octets that were left open for the header.</param>
    /// <param name="at">Behind the last element.</param>
    /// <param name="count">Elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndList(Span<byte> octets, int start, int at, int count)
    {
        if (count == 0)
        {
            octets[start] = FormatCode.List0;
            return start + 1;
        }

        return EndCompound(octets, start, at, count, FormatCode.List8);
    }

    /// <summary>Ends a map (1.6.23), as map8 or map32: the smaller that fits.</summary>
    /// <param name="octets">The room, with six octets to spare behind <paramref name="at"/>.</param>
    /// <param name="start">The first of the three octets that were left open for the header.</param>
    /// <param name="at">Behind the last value.</param>
    /// <param name="count">Keys and values: twice the number of entries.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndMap(Span<byte> octets, int start, int at, int count) => EndCompound(octets, start, at, count, FormatCode.Map8);

    /// <summary>Fills in a short header if size and count fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryPutShortHeader(Span<byte> octets, byte code8, long content, int count)
    {
        // size counts the octet of count too (AMQP 1.0, 1.2.2).
        if (content >= byte.MaxValue || count > byte.MaxValue)
        {
            return false;
        }

        octets[2] = (byte)count;
        octets[1] = (byte)(content + 1);
        octets[0] = code8;
        return true;
    }

    internal static void PutWideHeader(Span<byte> octets, byte code8, uint content, int count)
    {
        // Each 8-bit constructor has its 32-bit sister 16 higher (AMQP 1.0, 1.2.1).
        octets[0] = (byte)(code8 + 0x10);
        BinaryPrimitives.WriteUInt32BigEndian(octets[1..], content + 4);
        BinaryPrimitives.WriteInt32BigEndian(octets[5..], count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndCompound(Span<byte> octets, int start, int at, int count, byte code8)
        => TryPutShortHeader(octets.Slice(start), code8, at - start - ShortHeader, count) ? at : Widen(octets, start, at, count, code8);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Widen(Span<byte> octets, int start, int at, int count, byte code8)
    {
        Span<byte> content = octets[(start + ShortHeader)..at];
        content.CopyTo(octets[(start + ShortHeader + Widening)..]);
        PutWideHeader(octets[start..], code8, (uint)content.Length, count);
        return at + Widening;
    }
}
