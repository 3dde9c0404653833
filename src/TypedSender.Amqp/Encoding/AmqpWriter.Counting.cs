using System.Buffers.Binary;

namespace TypedSender.Amqp;

// What a formatter has written is checked by its outermost constructor and size alone, so at the same small cost for every value.
public ref partial struct AmqpWriter
{
    /// <summary>The buffer that is written.</summary>
    internal readonly AmqpBuffer Buffer => _buffer;

    /// <summary>Notes where a formatter begins to write.</summary>
    internal readonly CompoundScope Mark() => new(_position, _buffer.BorrowedLength);

    /// <summary>The number of values that were written since: 0, 1, or 2 for everything else.</summary>
    /// <param name="start">What <see cref="Mark"/> returned.</param>
    /// <param name="constructor">The first byte written: the constructor, or <see cref="FormatCode.Described"/>.</param>
    internal readonly int CountSince(CompoundScope start, out byte constructor)
    {
        // Borrowed bytes come behind the header of the value that holds them, so that the header can always be read here.
        ReadOnlySpan<byte> bytes = _span[start.Start.._position];
        long length = bytes.Length + _buffer.BorrowedLength - start.BorrowedBefore;
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
