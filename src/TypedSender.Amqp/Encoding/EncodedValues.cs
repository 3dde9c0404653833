using System.Buffers.Binary;

namespace TypedSender.Amqp;

/// <summary>Counts encoded values by their outermost constructors and sizes alone, so at the same small cost for every value.</summary>
internal static class EncodedValues
{
    /// <summary>Counts the values that some bytes hold: 0, 1, or 2 for everything else.</summary>
    /// <param name="bytes">The bytes, without those that are borrowed.</param>
    /// <param name="borrowed">The number of borrowed bytes.</param>
    /// <param name="constructor">The first byte: the constructor, or <see cref="FormatCode.Described"/>; 0 if there is none.</param>
    public static int Count(ReadOnlySpan<byte> bytes, long borrowed, out byte constructor)
    {
        // Borrowed bytes come behind the header of the value that holds them, so that the header can always be read here.
        long length = bytes.Length + borrowed;
        if (length == 0)
        {
            constructor = 0;
            return 0;
        }

        constructor = bytes[0];
        long position = 0;
        while (position < bytes.Length && bytes[(int)position] == FormatCode.Described)
        {
            long descriptor = SizeOf(bytes[(int)(position + 1)..]);
            if (descriptor == 0)
            {
                return 2;
            }

            position += 1 + descriptor;
        }

        long size = position < bytes.Length ? SizeOf(bytes[(int)position..]) : 0;
        return size > 0 && position + size == length ? 1 : 2;
    }

    /// <summary>The bytes of the value that begins here, by the category of its constructor (AMQP 1.0, 1.2); 0 if that is unknown.</summary>
    private static long SizeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return 0;
        }

        return (bytes[0] >> 4) switch
        {
            0x4 => 1,
            0x5 => 2,
            0x6 => 3,
            0x7 => 5,
            0x8 => 9,
            0x9 => 17,
            0xA or 0xC or 0xE => bytes.Length < 2 ? 0 : 2L + bytes[1],
            0xB or 0xD or 0xF => bytes.Length < 5 ? 0 : 5L + BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]),
            _ => 0,
        };
    }
}
