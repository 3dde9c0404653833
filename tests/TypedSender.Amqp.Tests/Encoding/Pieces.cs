using System.Buffers;

namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>A sequence of pieces that lie wherever they lie.</summary>
internal sealed class Pieces : ReadOnlySequenceSegment<byte>
{
    private Pieces(ReadOnlyMemory<byte> memory, Pieces? previous)
    {
        Memory = memory;
        if (previous is not null)
        {
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }

    internal static ReadOnlySequence<byte> Of(params ReadOnlyMemory<byte>[] pieces)
    {
        Pieces first = new(ReadOnlyMemory<byte>.Empty, null);
        Pieces last = first;
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            last = new Pieces(piece, last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
