using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>What has been read of a stream and not been sent: two halves of one rented array, one of which is sent while the other is filled. The owner guards it.</summary>
internal sealed class StreamPieces
{
    /// <summary>The memory that one stream takes up while its message is sent.</summary>
    public const int Capacity = 64 * 1024;

    /// <summary>The most bytes of one piece, its header left aside.</summary>
    public const int PieceSize = Half - HeaderSize;

    private const int Half = Capacity / 2;

    // Descriptor and constructor of a data section, with a size of four bytes (AMQP 1.0, 3.2.6).
    private const int HeaderSize = 8;
    private const int DescriptorSize = 3;
    private const int SmallHeaderSize = 5;

    private byte[]? _bytes;
    private ArraySegment<byte> _first;
    private ArraySegment<byte> _second;
    private bool _fillsUpperHalf;

    /// <summary>The number of bytes that are there.</summary>
    public int Ready => _first.Count + _second.Count;

    /// <summary>Whether a piece can be read.</summary>
    public bool HasRoom => _second.Count == 0;

    /// <summary>Where the next piece is read into. The owner lets one thread at a time do so; it may take bytes out meanwhile.</summary>
    public Memory<byte> Room
    {
        get
        {
            _bytes ??= ArrayPool<byte>.Shared.Rent(Capacity);
            return _bytes.AsMemory(Start + HeaderSize, PieceSize);
        }
    }

    private int Start => _fillsUpperHalf ? Half : 0;

    /// <summary>Adds what has been read into <see cref="Room"/> as it is.</summary>
    /// <param name="count">Its bytes.</param>
    public void Add(int count) => Add(HeaderSize, count);

    /// <summary>Adds what has been read into <see cref="Room"/> as a data section.</summary>
    /// <param name="count">Its bytes, which may be none.</param>
    /// <param name="hasDescriptor">Whether the descriptor of the section is there already.</param>
    public void AddSection(int count, bool hasDescriptor)
    {
        Span<byte> header = _bytes.AsSpan(Start, HeaderSize);
        if (count <= byte.MaxValue)
        {
            header = header[(HeaderSize - SmallHeaderSize)..];
            header[DescriptorSize] = FormatCode.Binary8;
            header[DescriptorSize + 1] = (byte)count;
        }
        else
        {
            header[DescriptorSize] = FormatCode.Binary32;
            BinaryPrimitives.WriteInt32BigEndian(header[(DescriptorSize + 1)..], count);
        }

        header[0] = FormatCode.Described;
        header[1] = FormatCode.SmallULong;
        header[2] = (byte)SectionCode.Data;
        int skipped = HeaderSize - header.Length + (hasDescriptor ? DescriptorSize : 0);
        Add(skipped, HeaderSize - skipped + count);
    }

    /// <summary>Takes bytes out, the oldest first.</summary>
    /// <param name="destination">Takes as many as it holds, or as there are.</param>
    /// <returns>How many.</returns>
    public int Take(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _first.Count);
        _first.AsSpan(0, count).CopyTo(destination);
        _first = _first[count..];
        if (_first.Count == 0)
        {
            (_first, _second) = (_second, default);
        }

        return count;
    }

    /// <summary>Gives the memory back. Nothing may be reading into it.</summary>
    public void Free()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            _first = _second = default;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Add(int start, int count)
    {
        Debug.Assert(HasRoom, "A piece is read into the half that is free.");
        ArraySegment<byte> piece = new(_bytes!, Start + start, count);
        (_first, _second) = _first.Count == 0 ? (piece, default) : (_first, piece);
        _fillsUpperHalf = !_fillsUpperHalf;
    }
}
