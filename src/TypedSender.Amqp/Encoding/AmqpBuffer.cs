using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

/// <summary>
/// Growable bytes that an <see cref="AmqpWriter"/> fills; made to be reused. Large binary values are borrowed, not copied: the flattened
/// view (<see cref="TotalLength"/>, <see cref="CopyTo(long, Span{byte})"/>) has them in place. Not thread-safe.
/// </summary>
public sealed class AmqpBuffer
{
    private byte[] _array;
    private int _length;
    private BorrowedSegment[] _borrowed = [];
    private int _borrowedCount;
    private long _borrowedLength;

    /// <summary>Creates an empty buffer.</summary>
    /// <param name="capacity">Bytes it holds before it grows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public AmqpBuffer(int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _array = capacity == 0 ? [] : GC.AllocateUninitializedArray<byte>(capacity);
    }

    /// <summary>Bytes written, without borrowed ones.</summary>
    public int Length => _length;

    /// <summary>Bytes written, with borrowed ones.</summary>
    public long TotalLength => _length + _borrowedLength;

    /// <summary>The bytes written, without borrowed ones. Valid until the buffer is next written or cleared.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _array.AsSpan(0, _length);

    /// <summary>Whether bytes of the caller stand among those written.</summary>
    public bool HasBorrowed => _borrowedCount != 0;

    /// <summary>The activity whose context goes into the application properties of the message that is written, if there is one.</summary>
    /// <remarks><see cref="Clear"/> forgets it.</remarks>
    internal Activity? TraceContext { get; set; }

    /// <summary>The settings of the sender whose message is written. <see cref="Clear"/> keeps them; they are set before a message of another sender is written.</summary>
    internal EncodeSettings Settings { get; set; } = EncodeSettings.Default;

    /// <summary>Takes notes of the message that is written, for an envelope; null elsewhere. Stays over <see cref="Clear"/>.</summary>
    internal MessagePositions? Positions { get; set; }

    /// <summary>Whether its owner keeps it: what holds it for a while does not give it to others.</summary>
    internal bool IsKept { get; init; }

    /// <summary>Bytes it holds before it grows.</summary>
    internal int Capacity => _array.Length;

    /// <summary>Whether a stream may be put among the bytes: the message is sent by itself, and not put into another one or into an array.</summary>
    internal bool TakesStreams { get; set; }

    /// <summary>The stream whose bytes belong among those written; null for none. <see cref="Clear"/> closes its use.</summary>
    internal StreamedBody? Streamed { get; private set; }

    internal byte[] Array => _array;

    /// <summary>As <see cref="WrittenSpan"/>, for asynchronous writes.</summary>
    internal ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, _length);

    internal long BorrowedLength => _borrowedLength;

    internal ReadOnlySpan<BorrowedSegment> BorrowedSegments => _borrowed.AsSpan(0, _borrowedCount);

    /// <summary>Forgets everything written and every borrowed byte; keeps the capacity.</summary>
    public void Clear()
    {
        _length = 0;
        TraceContext = null;
        if (_borrowedCount != 0)
        {
            System.Array.Clear(_borrowed, 0, _borrowedCount);
            _borrowedCount = 0;
            _borrowedLength = 0;
            Streamed?.Close();
            Streamed = null;
        }
    }

    /// <summary>Returns a copy of the flattened bytes, borrowed ones included.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)TotalLength));
        CopyTo(0, bytes);
        return bytes;
    }

    /// <summary>Copies the flattened bytes, borrowed ones included.</summary>
    /// <param name="destination">Room for <see cref="TotalLength"/> bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < TotalLength)
        {
            throw new ArgumentException($"The destination has room for {destination.Length} bytes of {TotalLength}.", nameof(destination));
        }

        CopyTo(0, destination[..(int)TotalLength]);
    }

    /// <summary>Fills <paramref name="destination"/> with a window of the flattened bytes, borrowed ones included. Allocates nothing.</summary>
    /// <param name="offset">The window's first byte in the flattened view.</param>
    /// <param name="destination">Where to copy; its length is the window's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not inside the flattened view.</exception>
    public void CopyTo(long offset, Span<byte> destination)
    {
        if (offset < 0 || destination.Length > TotalLength - offset)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"A window of {destination.Length} bytes exceeds the {TotalLength} bytes written.");
        }

        if (_borrowedCount == 0)
        {
            _array.AsSpan((int)offset, destination.Length).CopyTo(destination);
            return;
        }

        CopyFlattened(offset, destination);
    }

    /// <summary>Makes room for <paramref name="sizeHint"/> bytes and returns all the room there is.</summary>
    internal Span<byte> GetSpan(int sizeHint)
    {
        EnsureCapacity(sizeHint);
        return _array.AsSpan(_length);
    }

    /// <summary>Counts bytes written into the span that <see cref="GetSpan"/> returned.</summary>
    internal void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_array.Length - _length), nameof(count));
        _length += count;
    }

    /// <summary>Puts bytes that are already encoded at the end.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Puts the flattened bytes, borrowed ones included, at the end of another buffer.</summary>
    internal void CopyAllTo(AmqpBuffer other)
    {
        other.EnsureCapacity(TotalLength);
        int length = (int)TotalLength;
        CopyTo(0, other._array.AsSpan(other._length, length));
        other._length += length;
    }

    /// <summary>Makes room for <paramref name="count"/> bytes beyond <see cref="Length"/>.</summary>
    internal void EnsureCapacity(long count)
    {
        if (_array.Length - _length < count)
        {
            Grow(count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetLength(int length) => _length = length;

    /// <summary>Puts <paramref name="memory"/> at the end of the flattened view without copying it.</summary>
    internal void Borrow(ReadOnlyMemory<byte> memory)
    {
        if (_borrowedCount == _borrowed.Length)
        {
            System.Array.Resize(ref _borrowed, Math.Max(4, _borrowedCount * 2));
        }

        _borrowed[_borrowedCount++] = new BorrowedSegment(_length, TotalLength, memory);
        _borrowedLength += memory.Length;
    }

    /// <summary>Puts the bytes of a stream at the end of the flattened view, which does not show them.</summary>
    internal void Stream(StreamedBody body)
    {
        // Counted as borrowed, so that a message without one costs no question.
        Borrow(ReadOnlyMemory<byte>.Empty);
        Streamed = body;
    }

    /// <summary>Tells the borrowed bytes that stand behind <paramref name="position"/> that the buffer's own bytes there have moved.</summary>
    internal void ShiftBorrowed(int position, int distance)
    {
        for (int index = _borrowedCount - 1; index >= 0 && _borrowed[index].Position >= position; index--)
        {
            BorrowedSegment segment = _borrowed[index];
            _borrowed[index] = segment with { Position = segment.Position + distance, Offset = segment.Offset + distance };
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(long count)
    {
        long needed = _length + count;
        if (needed > System.Array.MaxLength)
        {
            throw new AmqpEncodeException($"The encoded message needs {needed} bytes; the largest that can be encoded has {System.Array.MaxLength}. Send less in one message.");
        }

        int capacity = (int)Math.Min(Math.Max(needed, 2L * _array.Length), System.Array.MaxLength);
        byte[] grown = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, 256));
        _array.AsSpan(0, _length).CopyTo(grown);
        _array = grown;
    }

    private void CopyFlattened(long offset, Span<byte> destination)
    {
        int index = FindFirstEndingAfter(offset);
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<byte> source;
            if (index < _borrowedCount && _borrowed[index].Offset <= offset)
            {
                source = _borrowed[index].Memory.Span[(int)(offset - _borrowed[index].Offset)..];
                index++;
            }
            else
            {
                // Own bytes: their array position is the flattened offset less all bytes borrowed before.
                long borrowedBefore = index == 0 ? 0 : _borrowed[index - 1].Offset + _borrowed[index - 1].Memory.Length - _borrowed[index - 1].Position;
                int end = index < _borrowedCount ? _borrowed[index].Position : _length;
                source = _array.AsSpan((int)(offset - borrowedBefore)..end);
            }

            int count = Math.Min(source.Length, destination.Length);
            source[..count].CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    /// <summary>The first borrowed segment whose end lies beyond <paramref name="offset"/>, by binary search.</summary>
    private int FindFirstEndingAfter(long offset)
    {
        int low = 0;
        int high = _borrowedCount;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_borrowed[middle].Offset + _borrowed[middle].Memory.Length > offset)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
