using System.Buffers;
using System.Diagnostics;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// The encoded bytes of a message while they wait, and how many of them have been appended: a copy in rented memory, the buffer with borrowed parts into which the
/// message was encoded, or what comes while it is sent. A part of its delivery, kept there by value.
/// </summary>
internal struct HeldMessage
{
    private byte[]? _copy;
    private AmqpBuffer? _buffer;
    private OutgoingStream? _stream;
    private long _length;

    /// <summary>Whether the bytes are kept when they have been appended, so that they can be appended again.</summary>
    public bool IsRetained { get; set; }

    /// <summary>True while bytes are kept here.</summary>
    public readonly bool IsHeld => _copy is not null || _buffer is not null || _stream is not null;

    /// <summary>Whether the bytes come while the message is sent: it cannot begin anew once some have been appended.</summary>
    public readonly bool IsStreamed => _stream is not null;

    /// <summary>Whether bytes of a stream have been asked for that have not come.</summary>
    public readonly bool IsReading => _stream is { IsReading: true };

    /// <summary>The size of the whole message in bytes; while it is streamed, what is known of it.</summary>
    public readonly long Length => _stream?.Length ?? _length;

    /// <summary>The number of bytes that can be appended now.</summary>
    public readonly long Ready => _stream?.Ready ?? _length - Position;

    /// <summary>Whether nothing follows what can be appended now.</summary>
    public readonly bool IsWhole => _stream is null || _stream.IsLast;

    /// <summary>The number of bytes that have been appended.</summary>
    public long Position { get; private set; }

    /// <summary>Keeps a copy of a message.</summary>
    public void Hold(ReadOnlySpan<byte> message)
    {
        Debug.Assert(!IsHeld, "A delivery holds one message.");
        _copy = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(_copy);
        _length = message.Length;
        Position = 0;
    }

    /// <summary>Keeps a message with borrowed parts as it is; the caller gives the buffer away.</summary>
    public void Hold(AmqpBuffer message)
    {
        Debug.Assert(!IsHeld, "A delivery holds one message.");
        _buffer = message;
        _length = message.TotalLength;
        Position = 0;
    }

    /// <summary>Takes a message whose bytes come while it is sent.</summary>
    public void Hold(OutgoingStream message)
    {
        Debug.Assert(!IsHeld, "A delivery holds one message.");
        _stream = message;
        Position = 0;
    }

    /// <summary>True when the next frame can be appended; of a stream whose bytes have not come, they are asked for.</summary>
    public readonly bool TryPrepare(int payloadLimit) => _stream is null || _stream.TryPrepare(payloadLimit);

    /// <summary>Keeps a copy of a message with whatever it borrows, and returns it.</summary>
    public ReadOnlyMemory<byte> HoldCopy(AmqpBuffer message)
    {
        Debug.Assert(!IsHeld, "A delivery holds one message.");
        _length = message.TotalLength;
        Position = 0;
        _copy = ArrayPool<byte>.Shared.Rent((int)_length);
        message.CopyTo(_copy);
        return _copy.AsMemory(0, (int)_length);
    }

    /// <summary>Copies what comes next of the message.</summary>
    public void CopyNextTo(Span<byte> destination)
    {
        Debug.Assert(IsHeld && destination.Length <= Ready, "So much is left of the message.");
        if (_stream is not null)
        {
            _stream.CopyNextTo(destination);
        }
        else if (_buffer is not null)
        {
            _buffer.CopyTo(Position, destination);
        }
        else
        {
            _copy.AsSpan((int)Position, destination.Length).CopyTo(destination);
        }

        Position += destination.Length;
    }

    /// <summary>Begins with the first byte again.</summary>
    public void Rewind() => Position = 0;

    /// <summary>Keeps the bytes no longer; false when none were kept.</summary>
    /// <param name="buffer">The buffer that was given away, for its owner; null for a copy.</param>
    public bool TryRelease(out AmqpBuffer? buffer)
    {
        buffer = _buffer;
        _buffer = null;
        if (_stream is { } stream)
        {
            _stream = null;
            _length = 0;
            stream.Release();
            return true;
        }

        if (_copy is not { } copy)
        {
            return buffer is not null;
        }

        _copy = null;
        ArrayPool<byte>.Shared.Return(copy);
        return true;
    }
}
