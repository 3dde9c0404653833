using System.Buffers.Binary;

namespace TypedSender.Amqp;

/// <summary>
/// A stream of the user's whose bytes are the body of one message. Reading is user code: never under a lock. The stream is not disposed. One read at a time; otherwise not thread-safe.
/// </summary>
internal sealed class StreamedBody
{
    // The descriptor that stands before the value of a data section (AMQP 1.0, 3.2.6). A list or a map that began before it would have a size without the bytes of the stream.
    // A data section's descriptor, 0x75 (AMQP 1.0, 3.2.6).
    private static ReadOnlySpan<byte> DataSection => [FormatCode.Described, FormatCode.SmallULong, 0x75];

    private readonly Stream _stream;
    private readonly StreamUse _use;
    private readonly long? _length;

    private StreamedBody(Stream stream, long? length, StreamUse use)
    {
        _stream = stream;
        _length = length;
        _use = use;
    }

    /// <summary>The size of the one data section that holds all of it; null if the length is not known, or beyond what receivers take as one section: then it is sent in several.</summary>
    public int? SectionSize => _length <= int.MaxValue ? (int)_length : null;

    /// <summary>The number of bytes from the position at the call to the end; null if the stream does not say.</summary>
    public long? Length => _length;

    /// <summary>The number of bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>Whether nothing is left to read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>How many of the flattened bytes of the buffer come before those of the stream.</summary>
    public long Offset { get; set; }

    /// <summary>
    /// Writes binary (1.6.19) whose bytes are read from a stream, from its position to its end, while the message is sent: the value of a data section. Where the length is known its header
    /// is written here; otherwise the bytes are sent as the values of several sections, of which this is the first. Calls the stream, and so is called without a lock.
    /// </summary>
    /// <param name="writer">The writer of a message that is sent by itself.</param>
    /// <param name="stream">The stream.</param>
    /// <exception cref="AmqpEncodeException">The message is not sent by itself, or the stream is not the value of a data section, or it cannot be read, or another send reads it or has read it.</exception>
    public static void Write(ref AmqpWriter writer, Stream stream)
    {
        AmqpBuffer buffer = writer.Buffer;
        if (!buffer.TakesStreams)
        {
            throw new AmqpEncodeException("A Stream is the body of a message that a sender sends by itself: a message in an envelope, in a queue or in an array of bytes has none. Read it into ReadOnlyMemory<byte>, or send the message by a method without [AmqpBatch] that waits for its outcome.");
        }

        writer.Flush();
        if (!buffer.WrittenSpan.EndsWith(DataSection))
        {
            throw new AmqpEncodeException("A Stream is the body of a message, and is not sent inside of a value. Read it into ReadOnlyMemory<byte>, or send the contract that holds it by itself.");
        }

        StreamedBody body = Open(stream);
        buffer.Stream(body);
        if (body.SectionSize is { } size)
        {
            WriteHeader(ref writer, size);
        }

        body.Offset = writer.Position;
    }

    /// <summary>Reads until the room is filled or the stream has ended.</summary>
    /// <param name="room">Takes the bytes.</param>
    /// <param name="cancellationToken">Is cancelled when the send has ended otherwise.</param>
    /// <returns>How many bytes were read: fewer than there is room for only at the end.</returns>
    /// <exception cref="EndOfStreamException">It ended before the length that it had at the call.</exception>
    public async ValueTask<int> FillAsync(Memory<byte> room, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int wanted = (int)Math.Min(room.Length, (_length ?? long.MaxValue) - Count);
        int filled = 0;
        while (filled < wanted)
        {
            int count = await _stream.ReadAsync(room[filled..wanted], cancellationToken).ConfigureAwait(false);
            if (count < 0 || count > wanted - filled)
            {
                throw new InvalidOperationException($"ReadAsync of {_stream.GetType()} returned {count} for {wanted - filled} bytes");
            }

            if (count == 0)
            {
                IsAtEnd = true;
                break;
            }

            filled += count;
            Count += count;
        }

        IsAtEnd |= Count == _length;
        if (IsAtEnd && Count < _length)
        {
            throw new EndOfStreamException($"it ended after {Count} of the {_length} bytes that it had at the call");
        }

        return filled;
    }

    /// <summary>This send reads it no more. Without effect from the second call on.</summary>
    public void Close() => _use.End(Count, IsAtEnd);

    private static void WriteHeader(ref AmqpWriter writer, int size)
    {
        if (size <= byte.MaxValue)
        {
            writer.WriteRaw([FormatCode.Binary8, (byte)size]);
            return;
        }

        Span<byte> header = stackalloc byte[1 + sizeof(int)];
        header[0] = FormatCode.Binary32;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], size);
        writer.WriteRaw(header);
    }

    private static StreamedBody Open(Stream stream)
    {
        if (!stream.CanRead)
        {
            throw new AmqpEncodeException("The stream of the body cannot be read: it is closed, or was opened to write. Give one whose CanRead is true, and leave it open until the send has ended.");
        }

        (long? position, long? length) = (null, null);
        if (stream.CanSeek)
        {
            position = stream.Position;
            length = Math.Max(0, stream.Length - position.Value);
        }

        return new StreamedBody(stream, length, StreamUse.Begin(stream, position, length)) { IsAtEnd = length == 0 };
    }
}
