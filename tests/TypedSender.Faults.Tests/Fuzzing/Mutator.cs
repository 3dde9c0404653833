using System.Buffers.Binary;
using TypedSender.Amqp;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Makes hostile bytes out of good ones. The input depends on nothing but the corpus, the seed and the index.</summary>
/// <param name="corpus">The good inputs.</param>
/// <param name="seed">Which hostile ones.</param>
/// <param name="fit">Makes the lengths of a large input right, so that more than its beginning is read; null when there is none.</param>
internal sealed partial class Mutator(IReadOnlyList<byte[]> corpus, ulong seed, Action<Span<byte>>? fit = null)
{
    /// <summary>The largest frame that we take.</summary>
    public const int LargestInput = 64 * 1024;

    // Most inputs stay small: beyond this they only take longer, but for what shows in the mass alone.
    private const int LargestSmallInput = 2048;
    private const int LargeOneIn = 256;

    private static readonly byte[] Bytes =
    [
        0x00, 0x01, 0x02, 0x03, 0x04, 0x07, 0x08, 0x10, 0x1F, 0x20, 0x24, 0x28, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x50, 0x52, 0x53, 0x56, 0x60, 0x70, 0x73, 0x7F, 0x80, 0x83,
        0x98, 0xA0, 0xA1, 0xA3, 0xB0, 0xB1, 0xB3, 0xC0, 0xC1, 0xD0, 0xD1, 0xE0, 0xF0, 0xFE, 0xFF, (byte)'%', (byte)':', (byte)'@', (byte)'/', (byte)'[', (byte)']', (byte)'?', (byte)',',
    ];

    private static readonly uint[] Numbers =
    [
        0, 1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 511, 512, 513, 1023, 1024, 1025, 65_535, 65_536, 65_537, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFC0, 0xFFFF_FFFE, 0xFFFF_FFFF,
    ];

    private static readonly byte[][] Fragments =
    [
        [0xF0, 0, 0, 0, 5, 0, 0, 4, 0, 0x40], [0xE0, 2, 255, 0x45], [0xE0, 2, 255, 0x43], [0xC0, 1, 0], [0xC1, 1, 0], [0xE0, 1, 0], [0x00, 0x53, 0x24, 0x45], [0x00, 0x53, 0x77],
        [0x00, 0x00], [0xD0, 0, 0, 0, 4, 0, 0, 0, 0], [0xA1, 2, 0xC3, 0x28], [0xA3, 1, 0x80], [0x56, 2], [0x73, 0, 0, 0xD8, 0], [0x83, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xC1, 5, 4, 0x41, 0x40, 0x41, 0x40], [0xC1, 3, 2, 0x40, 0x40], [.. "%00"u8], [.. "%zz"u8], [.. "://"u8], [.. ":@"u8],
    ];

    private readonly byte[] _buffer = new byte[LargestInput];
    private FuzzRandom _random;
    private int _length;
    private int _limit;

    /// <summary>The input of an index; valid until the next call.</summary>
    public ReadOnlySpan<byte> Make(long index)
    {
        _random = new FuzzRandom(seed ^ unchecked((ulong)(index + 1) * 0xD1B5_4A32_D192_ED03));
        byte[] good = corpus[_random.Below(corpus.Count)];
        _limit = LargestSmallInput;
        _length = Math.Min(good.Length, _limit);
        good.AsSpan(0, _length).CopyTo(_buffer);
        int steps = 1 + _random.Below(1 + _random.Below(6));
        if (index % LargeOneIn == LargeOneIn - 1)
        {
            Grow();
            steps = _random.Below(3);
        }

        for (int step = 0; step < steps; step++)
        {
            Mutate();
        }

        return _buffer.AsSpan(0, _length);
    }

    private void Mutate()
    {
        int at = _random.Below(_length);
        switch (_random.Below(12))
        {
            case 0 when _length > 0:
                _buffer[at] ^= (byte)(1 << _random.Below(8));
                break;
            case 1 or 2 when _length > 0:
                _buffer[at] = _random.Pick<byte>(Bytes);
                break;
            case 3 when _length > 0:
                _buffer[at] = _random.Byte();
                break;
            case 4:
                _length = _random.Below(_length + 1);
                break;
            case 5:
                Insert(_random.Below(_length + 1), Part(_buffer.AsSpan(0, _length)));
                break;
            case 6:
                Delete(at, Part(_buffer.AsSpan(at, _length - at)).Length);
                break;
            case 7:
                byte[] other = corpus[_random.Below(corpus.Count)];
                Insert(_random.Below(_length + 1), _random.Below(2) == 0 ? other : Part(other));
                break;
            case 8 when _length >= 4:
                BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(_random.Below(_length - 3)), Number());
                break;
            case 9:
                Tamper(at);
                break;
            case 10:
                Nest(at);
                break;
            default:
                Insert(_random.Below(_length + 1), _random.Pick<byte[]>(Fragments));
                break;
        }
    }

    /// <summary>A number that decoders have trouble with, or one near what is left.</summary>
    private uint Number() => _random.Below(3) == 0 ? unchecked((uint)(_length + _random.Below(9) - 4)) : _random.Pick<uint>(Numbers);

    private ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes)
    {
        int start = _random.Below(bytes.Length);
        return bytes.Slice(start, Math.Min(bytes.Length - start, 1 + _random.Below(_random.Below(2) == 0 ? 8 : bytes.Length)));
    }

    private void Insert(int at, scoped ReadOnlySpan<byte> bytes)
    {
        // A copy, since the bytes may be part of those that are moved.
        byte[] copy = bytes[..Math.Min(bytes.Length, _limit - _length)].ToArray();
        _buffer.AsSpan(at, _length - at).CopyTo(_buffer.AsSpan(at + copy.Length));
        copy.CopyTo(_buffer, at);
        _length += copy.Length;
    }

    private void Delete(int at, int count)
    {
        _buffer.AsSpan(at + count, _length - at - count).CopyTo(_buffer.AsSpan(at));
        _length -= count;
    }

    /// <summary>Changes the size or the count of the next value that has one (AMQP 1.0, 1.2.2).</summary>
    private void Tamper(int from)
    {
        for (int at = from; at < _length - 9; at++)
        {
            byte code = _buffer[at];
            if (code is >= 0xA0 and (<= 0xA3 or 0xC0 or 0xC1 or 0xE0))
            {
                int field = at + 1 + _random.Below(2);
                _buffer[field] = _random.Below(2) == 0 ? (byte)(_buffer[field] + _random.Below(5) - 2) : _random.Pick<byte>(Bytes);
                return;
            }

            if (code is >= 0xB0 and (<= 0xB3 or 0xD0 or 0xD1 or 0xF0))
            {
                Span<byte> field = _buffer.AsSpan(at + 1 + (4 * _random.Below(2)), 4);
                uint old = BinaryPrimitives.ReadUInt32BigEndian(field);
                BinaryPrimitives.WriteUInt32BigEndian(field, _random.Below(2) == 0 ? unchecked(old + (uint)_random.Below(5) - 2) : Number());
                return;
            }
        }
    }

    /// <summary>Puts what stands behind a byte into lists, maps, arrays or described values, one in another.</summary>
    private void Nest(int at)
    {
        int levels = 1 + _random.Below(_random.Below(4) == 0 ? 40 : 3);
        int kind = _random.Below(5);
        for (int level = 0; level < levels; level++)
        {
            uint size = (uint)(_length - at);
            byte s = (byte)(size >> 8), t = (byte)size;
            switch (kind == 4 ? _random.Below(4) : kind)
            {
                case 0:
                    Insert(at, [FormatCode.List32, 0, 0, (byte)((size + 4) >> 8), (byte)(size + 4), 0, 0, 0, 1]);
                    break;
                case 1:
                    Insert(at, [FormatCode.Map32, 0, 0, (byte)((size + 6) >> 8), (byte)(size + 6), 0, 0, 0, 2, FormatCode.SmallUInt, (byte)level]);
                    break;
                case 2:
                    Insert(at, [FormatCode.Described, FormatCode.SmallULong, t]);
                    break;
                default:
                    Insert(at, [FormatCode.Array32, 0, 0, (byte)((size + 5) >> 8), (byte)(size + 5), 0, 0, (byte)(_random.Below(4) == 0 ? s : 0), 1, FormatCode.Array32]);
                    break;
            }
        }
    }
}
