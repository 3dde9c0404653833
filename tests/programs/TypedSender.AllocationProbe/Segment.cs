using System.Buffers;

namespace TypedSender.AllocationProbe;

/// <summary>A piece of a sequence.</summary>
internal sealed class Segment : ReadOnlySequenceSegment<byte>
{
    private Segment(ReadOnlyMemory<byte> memory, long index)
    {
        Memory = memory;
        RunningIndex = index;
    }

    /// <summary>The same bytes in so many pieces of equal size.</summary>
    public static ReadOnlySequence<byte> Cut(ReadOnlyMemory<byte> bytes, int pieces)
    {
        int size = bytes.Length / pieces;
        Segment first = new(bytes[..size], 0);
        Segment last = first;
        for (int piece = 1; piece < pieces; piece++)
        {
            Segment next = new(bytes.Slice(piece * size, size), piece * size);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, size);
    }
}
