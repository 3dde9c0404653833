using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

/// <summary>
/// Called by code that encodes messages, to record in <see cref="MessagePositions"/> where the body of a message begins and where the values stand by which an envelope is routed.
/// Where no envelope is made, the writer's buffer records no positions and a call is a comparison with null. For generated code; stateless.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpNotes
{
    // The byte that announces a descriptor, and a code of one byte as smallulong (AMQP 1.0, 1.2 and 1.6.6).
    private const int SectionDescriptorLength = 3;

    /// <summary>Notes that the descriptor of the message's body has just been written (AMQP 1.0, 3.2.6 to 3.2.8).</summary>
    /// <param name="writer">The writer of the message.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Body(in AmqpWriter writer)
    {
        if (writer.Buffer.Positions is { } positions)
        {
            positions.BodyStart = writer.Position - SectionDescriptorLength;
        }
    }

    /// <summary>Notes where a run has put the group-id (AMQP 1.0, 3.2.4); called before <see cref="AmqpWriter.Advance"/>.</summary>
    /// <param name="writer">The writer of the message.</param>
    /// <param name="at">Where the value stands in the run's room.</param>
    /// <param name="length">The size of the value, in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GroupId(in AmqpWriter writer, int at, int length) => writer.Buffer.Positions?.SetGroupId(writer.Position + at, length);

    /// <summary>Notes where a run has put the value of a message annotation (AMQP 1.0, 3.2.3); called before <see cref="AmqpWriter.Advance"/>.</summary>
    /// <param name="writer">The writer of the message.</param>
    /// <param name="key">The key in ASCII.</param>
    /// <param name="at">Where the value stands in the run's room.</param>
    /// <param name="length">The size of the value, in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Annotation(in AmqpWriter writer, scoped ReadOnlySpan<byte> key, int at, int length)
    {
        if (IsNoted(in writer, key))
        {
            writer.Buffer.Positions!.SetPartitionKey(writer.Position + at, length);
        }
    }

    /// <summary>
    /// Notes that a list or map has ended in a run: when its header has become wide, what has been noted in it has moved. Called before <see cref="AmqpWriter.Advance"/>.
    /// </summary>
    /// <param name="writer">The writer of the message.</param>
    /// <param name="start">Where the header stands in the run's room.</param>
    /// <param name="at">Behind the last element, before the header was put.</param>
    /// <param name="end">Behind it now.</param>
    /// <returns><paramref name="end"/>.</returns>
    public static int End(in AmqpWriter writer, int start, int at, int end)
    {
        if (end > at)
        {
            writer.Buffer.Positions?.Shift(writer.Position + start + AmqpPrimitives.ShortHeader, AmqpPrimitives.Widening);
        }

        return end;
    }

    /// <summary>Writes a group-id (AMQP 1.0, 3.2.4), and notes where.</summary>
    internal static void WriteGroupId(ref AmqpWriter writer, string value)
    {
        long start = writer.Position;
        writer.WriteString(value);
        writer.Buffer.Positions?.SetGroupId(start, writer.Position - start);
    }

    /// <summary>Whether it is noted where the annotation of this key stands.</summary>
    internal static bool IsNoted(in AmqpWriter writer, scoped ReadOnlySpan<byte> key) => writer.Buffer.Positions is { } positions && positions.IsPartitionKey(key);

    /// <summary>Whether it is noted where the annotation of this key stands.</summary>
    internal static bool IsNoted(in AmqpWriter writer, string key) => writer.Buffer.Positions is { } positions && positions.IsPartitionKey(key);

    /// <summary>Notes that the value of the annotation which is noted has been written.</summary>
    /// <param name="writer">The writer of the message.</param>
    /// <param name="start">Where the value begins.</param>
    internal static void PartitionKey(in AmqpWriter writer, long start) => writer.Buffer.Positions?.SetPartitionKey(start, writer.Position - start);
}
