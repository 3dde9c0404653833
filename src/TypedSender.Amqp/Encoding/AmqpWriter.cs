using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

/// <summary>
/// Writes AMQP 1.0 values (AMQP 1.0, 1.6), each in its most compact encoding, at the end of an <see cref="AmqpBuffer"/>. Allocates nothing
/// once the buffer has grown. Pass it by reference, and call <see cref="Flush"/> when done: until then the buffer does not show what was
/// written. After an exception the buffer's content is undefined: clear it. Not thread-safe.
/// </summary>
public ref partial struct AmqpWriter
{
    /// <summary>Binary values from this many bytes on are borrowed, not copied.</summary>
    internal const int BorrowThreshold = 16 * 1024;

    private readonly AmqpBuffer _buffer;
    private Span<byte> _span;
    private int _position;

    /// <summary>Creates a writer that appends to <paramref name="buffer"/>.</summary>
    /// <param name="buffer">Takes the bytes. Nothing else may write to it until <see cref="Flush"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
    public AmqpWriter(AmqpBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        _buffer = buffer;
        _span = buffer.Array;
        _position = buffer.Length;
    }

    /// <summary>Bytes in the buffer so far, borrowed ones included.</summary>
    public readonly long Position => _position + _buffer.BorrowedLength;

    /// <summary>The activity whose context goes into the application properties, if there is one.</summary>
    internal readonly Activity? TraceContext => _buffer.TraceContext;

    /// <summary>Makes the buffer show everything written. The writer may be used further.</summary>
    public readonly void Flush() => _buffer.SetLength(_position);

    /// <summary>Makes room for a run of values, which <see cref="AmqpPrimitives"/> puts there; then call <see cref="Advance"/>.</summary>
    /// <param name="room">The most bytes that the run takes.</param>
    /// <returns>All the room there is: at least so much.</returns>
    /// <exception cref="AmqpEncodeException">That is more than a buffer can hold.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(long room)
    {
        if (_span.Length - _position < room)
        {
            Grow(room);
        }

        return _span.Slice(_position);
    }

    /// <summary>Counts the bytes that were put into the room that <see cref="GetSpan"/> made.</summary>
    /// <param name="count">The bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or more than there is room for.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_span.Length - _position), nameof(count));
        _position += count;
    }

    /// <summary>Writes bytes that are already encoded.</summary>
    /// <param name="bytes">One or more whole values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _position += bytes.Length;
    }

    /// <summary>Writes null (1.6.1).</summary>
    public void WriteNull() => WriteRawByte(FormatCode.Null);

    /// <summary>Writes a boolean (1.6.2).</summary>
    /// <param name="value">The value.</param>
    public void WriteBoolean(bool value) => WriteRawByte(value ? FormatCode.BooleanTrue : FormatCode.BooleanFalse);

    /// <summary>Begins a described value: the value is to be written next (1.2).</summary>
    /// <param name="code">The descriptor's code.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDescriptor(ulong code)
    {
        if (code is > 0 and <= byte.MaxValue)
        {
            Span<byte> bytes = Reserve(3);
            bytes[0] = FormatCode.Described;
            bytes[1] = FormatCode.SmallULong;
            bytes[2] = (byte)code;
            _position += 3;
            return;
        }

        WriteRawByte(FormatCode.Described);
        WriteULong(code);
    }

    /// <summary>Begins a described value: the value is to be written next (1.2).</summary>
    /// <param name="symbol">The descriptor's name, ASCII.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="symbol"/> has a character that is not ASCII.</exception>
    public void WriteDescriptor(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        WriteRawByte(FormatCode.Described);
        WriteSymbol(symbol);
    }

    /// <summary>Room for exactly <paramref name="count"/> bytes; one capacity check per value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (_span.Length - _position < count)
        {
            Grow(count);
        }

        return _span.Slice(_position, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteRawByte(byte value)
    {
        int position = _position;
        if ((uint)position >= (uint)_span.Length)
        {
            Grow(1);
        }

        _span[position] = value;
        _position = position + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(long count)
    {
        _buffer.SetLength(_position);
        _buffer.EnsureCapacity(count);
        _span = _buffer.Array;
    }
}
