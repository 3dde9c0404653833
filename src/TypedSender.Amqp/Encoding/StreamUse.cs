using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

/// <summary>
/// What sends have read of one stream: it is read by one send at a time, and what was read is gone, so that a second send of it would leave the first bytes out. Thread-safe.
/// </summary>
internal sealed class StreamUse
{
    private static readonly ConditionalWeakTable<Stream, StreamUse> Uses = new();

    private readonly Lock _gate = new();
    private bool _isOpen;
    private bool _hasRead;
    private bool _isAtEnd;
    private long? _leftAt;

    /// <summary>Begins to use a stream. Call <see cref="End"/> when it is read no more.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="position">Where it stands; null if it does not say.</param>
    /// <param name="remaining">How many bytes are left in it; null if it does not say.</param>
    /// <exception cref="AmqpEncodeException">Another send reads it, or has read it and left it where it stands.</exception>
    public static StreamUse Begin(Stream stream, long? position, long? remaining)
    {
        StreamUse use = Uses.GetValue(stream, static _ => new StreamUse());
        lock (use._gate)
        {
            if (use._isOpen)
            {
                throw new AmqpEncodeException("The stream is being read by another send, or by one that has ended before a read of the stream did. Give each send a stream of its own.");
            }

            bool isContinued = use._isAtEnd && remaining > 0;
            if (use._hasRead && position == use._leftAt && !isContinued)
            {
                throw new AmqpEncodeException(position is null
                    ? "The stream was read by an earlier send, and cannot be read twice. Open it anew for a further send."
                    : $"The stream stands at {position}, where an earlier send left it. Set its Position to send its bytes again.");
            }

            use._isOpen = true;
            use._hasRead = false;
            use._leftAt = position;
            return use;
        }
    }

    /// <summary>The stream is read no more by this send.</summary>
    /// <param name="count">How many bytes were read.</param>
    /// <param name="isAtEnd">Whether these were all.</param>
    public void End(long count, bool isAtEnd)
    {
        lock (_gate)
        {
            _isOpen = false;
            _hasRead = count > 0;
            _isAtEnd = isAtEnd;
            _leftAt += count;
        }
    }
}
