using System.Buffers;
using System.Diagnostics;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// The encoded bytes of a message while they wait, and how many of them have been appended: a copy in rented memory, or the buffer with borrowed parts into which the
/// message was encoded. A part of its delivery, kept there by value.
/// </summary>
internal struct HeldMessage
{
    private byte[]? _copy;
    private AmqpBuffer? _buffer;

    /// <summary>True while bytes are kept here.</summary>
    public readonly bool IsHeld => _copy is not null || _buffer is not null;

    /// <summary>The size of the whole message in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>The number of bytes that have been appended.</summary>
    public long Position { get; private set; }

    /// <summary>Keeps a copy of a message.</summary>
    public void Hold(ReadOnlySpan<byte> message)
    {
        Debug.Assert(!IsHeld, "A delivery holds one message.");
        _copy = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(_copy);
        Length = message.Length;
        Position = 0;
    }

    /// <summary>Keeps a message with borrowed parts as it is; the caller gives the buffer away.</summary>
    public void Hold(AmqpBuffer message)
    {
        Debug.Assert(!IsHeld, "A delivery holds one message.");
        _buffer = message;
        Length = message.TotalLength;
        Position = 0;
    }

    /// <summary>Keeps a copy of a message with whatever it borrows, and returns it.</summary>
    public ReadOnlyMemory<byte> HoldCopy(AmqpBuffer message)
    {
        Debug.Assert(!IsHeld, "A delivery holds one message.");
        Length = message.TotalLength;
        Position = 0;
        _copy = ArrayPool<byte>.Shared.Rent((int)Length);
        message.CopyTo(_copy);
        return _copy.AsMemory(0, (int)Length);
    }

    /// <summary>Copies what comes next of the message.</summary>
    public void CopyNextTo(Span<byte> destination)
    {
        Debug.Assert(IsHeld && destination.Length <= Length - Position, "So much is left of the message.");
        if (_buffer is not null)
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
        if (_copy is not { } copy)
        {
            return buffer is not null;
        }

        _copy = null;
        ArrayPool<byte>.Shared.Return(copy);
        return true;
    }
}
