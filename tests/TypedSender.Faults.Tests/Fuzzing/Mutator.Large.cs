using System.Buffers.Binary;
using TypedSender.Amqp;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Inputs up to the size of the largest frame: one piece again and again, which finds what costs more than its bytes.</summary>
internal sealed partial class Mutator
{
    private const int HeaderBound = 10;

    // What takes few bytes and may take much memory or time, as values of their own and as elements of an array, without constructor.
    private static readonly byte[][] Pieces =
    [
        [FormatCode.List0], [FormatCode.Null], [FormatCode.BooleanTrue], [0x50, 7], [0x53, 7], [0xA3, 0], [0xA3, 1, 0x61], [0xA1, 1, 0x61], [0xC0, 1, 0], [0xC0, 2, 1, 0x45], [0xC1, 1, 0],
        [0xC1, 3, 2, 0x45, 0x45], [0xC1, 3, 2, 0x41, 0x42], [0xE0, 1, 0], [0xE0, 3, 1, 0x50, 7], [0x00, 0x44, 0x45], [0x00, 0x53, 7, 0x40], [0], [1, 0], [2, 1, 0x45], [3, 2, 0x45, 0x45], [3, 2, 0x41, 0x42], [0x61],
        [23, 18, 0x41, 0x45, 0x42, 0x45, 0x43, 0x45, 0x44, 0x45, 0x50, 1, 0x45, 0x50, 2, 0x45, 0x50, 3, 0x45, 0x50, 4, 0x45, 0x45, 0x45],
    ];

    private static readonly byte[] ElementConstructors =
    [
        0x43, 0x44, 0x45, 0x50, 0x52, 0x53, 0x56, 0xA0, 0xA1, 0xA3, 0xC0, 0xC1, 0xC1, 0xE0, 0x60, 0x70, 0x80, 0x94,
    ];

    private void Grow()
    {
        _limit = LargestInput;
        int size = (1024 << _random.Below(7)) - HeaderBound - _length;
        byte[] piece = _random.Below(3) switch
        {
            0 => corpus[_random.Below(corpus.Count)],
            1 => Part(_buffer.AsSpan(0, _length)).ToArray(),
            _ => _random.Pick<byte[]>(Pieces),
        };
        int kind = _random.Below(5);
        int width = piece.Length + (kind == 1 ? 3 : 0);
        int count = Math.Max(0, size) / Math.Max(1, width);
        byte[] bytes = new byte[HeaderBound + (count * width)];
        int start = kind switch
        {
            0 => Begin(bytes, FormatCode.List32, count, width),
            1 => Begin(bytes, FormatCode.Map32, 2 * count, width),
            2 or 3 => BeginArray(bytes, count, width),
            _ => HeaderBound,
        };
        for (int index = 0; index < count; index++)
        {
            Span<byte> place = bytes.AsSpan(HeaderBound + (index * width), width);
            if (kind == 1)
            {
                // No key twice, or reading ends at the second.
                place[0] = FormatCode.UShort;
                BinaryPrimitives.WriteUInt16BigEndian(place[1..], (ushort)index);
            }

            piece.CopyTo(place[(width - piece.Length)..]);
        }

        int at = FindPlace();
        if (_random.Below(2) == 0)
        {
            _length = at;
        }

        Insert(at, bytes.AsSpan(start));
        fit?.Invoke(_buffer.AsSpan(0, _length));
    }

    /// <summary>Writes the header of a list or map so that it ends where the elements begin.</summary>
    private static int Begin(Span<byte> bytes, byte code, int count, int width)
    {
        Span<byte> header = bytes[1..HeaderBound];
        header[0] = code;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], bytes.Length - HeaderBound + 4);
        BinaryPrimitives.WriteInt32BigEndian(header[5..], width == 0 ? 0 : count);
        return 1;
    }

    private int BeginArray(Span<byte> bytes, int count, int width)
    {
        bytes[0] = FormatCode.Array32;
        BinaryPrimitives.WriteInt32BigEndian(bytes[1..], bytes.Length - HeaderBound + 5);
        BinaryPrimitives.WriteInt32BigEndian(bytes[5..], width == 0 ? 0 : count);
        bytes[9] = _random.Pick<byte>(ElementConstructors);
        return 0;
    }

    /// <summary>Where a value may stand: behind a descriptor, at the beginning or anywhere.</summary>
    private int FindPlace()
    {
        int kind = _random.Below(3);
        int at = kind == 0 ? 0 : _random.Below(_length + 1);
        for (int index = at; kind == 1 && index + 3 <= _length; index++)
        {
            if (_buffer[index] == FormatCode.Described && _buffer[index + 1] == FormatCode.SmallULong)
            {
                return index + 3;
            }
        }

        return at;
    }
}
