using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

// A list or map begins with the short header, which nearly all keep: three bytes are left open for it (AMQP 1.0, 1.2.2 and 1.2.3).
public static partial class AmqpPrimitives
{
    /// <summary>Constructor, one-byte size and one-byte count.</summary>
    internal const int ShortHeader = 3;

    /// <summary>The bytes that the wide header takes beyond the short one: three bytes each of size and count.</summary>
    internal const int Widening = 6;

    /// <summary>Ends a list (1.6.22), as list0, list8 or list32: the smallest that fits.</summary>
    /// <param name="bytes">The room, with six bytes to spare behind <paramref name="at"/>.</param>
    /// <param name="start">The first of the three bytes that were left open for the header.</param>
    /// <param name="at">Behind the last element.</param>
    /// <param name="count">Elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndList(Span<byte> bytes, int start, int at, int count)
    {
        if (count == 0)
        {
            bytes[start] = FormatCode.List0;
            return start + 1;
        }

        return EndCompound(bytes, start, at, count, FormatCode.List8);
    }

    /// <summary>Ends a map (1.6.23), as map8 or map32: the smaller that fits.</summary>
    /// <param name="bytes">The room, with six bytes to spare behind <paramref name="at"/>.</param>
    /// <param name="start">The first of the three bytes that were left open for the header.</param>
    /// <param name="at">Behind the last value.</param>
    /// <param name="count">Keys and values: twice the number of entries.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndMap(Span<byte> bytes, int start, int at, int count) => EndCompound(bytes, start, at, count, FormatCode.Map8);

    /// <summary>Fills in a short header if size and count fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryPutShortHeader(Span<byte> bytes, byte code8, long content, int count)
    {
        // size counts the byte of count too (AMQP 1.0, 1.2.2).
        if (content >= byte.MaxValue || count > byte.MaxValue)
        {
            return false;
        }

        bytes[2] = (byte)count;
        bytes[1] = (byte)(content + 1);
        bytes[0] = code8;
        return true;
    }

    internal static void PutWideHeader(Span<byte> bytes, byte code8, uint content, int count)
    {
        // Each 8-bit constructor has its 32-bit sister 16 higher (AMQP 1.0, 1.2.1).
        bytes[0] = (byte)(code8 + 0x10);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], content + 4);
        BinaryPrimitives.WriteInt32BigEndian(bytes[5..], count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndCompound(Span<byte> bytes, int start, int at, int count, byte code8)
        => TryPutShortHeader(bytes.Slice(start), code8, at - start - ShortHeader, count) ? at : Widen(bytes, start, at, count, code8);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Widen(Span<byte> bytes, int start, int at, int count, byte code8)
    {
        Span<byte> content = bytes[(start + ShortHeader)..at];
        content.CopyTo(bytes[(start + ShortHeader + Widening)..]);
        PutWideHeader(bytes[start..], code8, (uint)content.Length, count);
        return at + Widening;
    }
}
