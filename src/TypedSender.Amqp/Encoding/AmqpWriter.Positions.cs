using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

// What an envelope has to know of a message is noted while the message is written. Where no envelope is made, the buffer takes no notes.
public ref partial struct AmqpWriter
{
    // The byte that announces a descriptor, and a code of one byte as smallulong (AMQP 1.0, 1.2 and 1.6.6).
    private const int SectionDescriptorLength = 3;

    /// <summary>Notes that the descriptor of the message's body has just been written (AMQP 1.0, 3.2.6 to 3.2.8).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void NoteBody()
    {
        if (_buffer.Positions is { } positions)
        {
            positions.BodyStart = Position - SectionDescriptorLength;
        }
    }

    /// <summary>Notes where a run has put the group-id (AMQP 1.0, 3.2.4); called before <see cref="Advance"/>.</summary>
    /// <param name="at">Where the value stands in the run's room.</param>
    /// <param name="length">Its bytes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void NoteGroupId(int at, int length) => _buffer.Positions?.SetGroupId(Position + at, length);

    /// <summary>Notes where a run has put the value of a message annotation (AMQP 1.0, 3.2.3); called before <see cref="Advance"/>.</summary>
    /// <param name="key">The key in ASCII.</param>
    /// <param name="at">Where the value stands in the run's room.</param>
    /// <param name="length">Its bytes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void NoteAnnotation(scoped ReadOnlySpan<byte> key, int at, int length)
    {
        if (IsNoted(key))
        {
            _buffer.Positions!.SetPartitionKey(Position + at, length);
        }
    }

    /// <summary>Notes that a list or map has ended in a run: when its header has become wide, what has been noted in it has moved. Called before <see cref="Advance"/>.</summary>
    /// <param name="start">Where the header stands in the run's room.</param>
    /// <param name="at">Behind the last element, before the header was put.</param>
    /// <param name="end">Behind it now.</param>
    /// <returns><paramref name="end"/>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly int NoteEnd(int start, int at, int end)
    {
        if (end > at)
        {
            _buffer.Positions?.Shift(Position + start + ShortHeader, AmqpPrimitives.Widening);
        }

        return end;
    }

    /// <summary>Writes a group-id (AMQP 1.0, 3.2.4), and notes where.</summary>
    internal void WriteGroupId(string value)
    {
        long start = Position;
        WriteString(value);
        _buffer.Positions?.SetGroupId(start, Position - start);
    }

    /// <summary>Whether it is noted where the annotation of this key stands.</summary>
    internal readonly bool IsNoted(scoped ReadOnlySpan<byte> key) => _buffer.Positions is { } positions && positions.IsPartitionKey(key);

    /// <summary>Notes that the value of the annotation which is noted has been written.</summary>
    /// <param name="start">Where it begins.</param>
    internal readonly void NotePartitionKey(long start) => _buffer.Positions?.SetPartitionKey(start, Position - start);
}
