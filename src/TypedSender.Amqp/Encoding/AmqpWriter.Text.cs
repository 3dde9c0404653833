using System.Buffers;
using System.Buffers.Binary;

namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    /// <summary>Writes a string (1.6.20).</summary>
    /// <param name="value">The characters; null writes null.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> has a lone surrogate.</exception>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            WriteString(value.AsSpan());
        }
    }

    /// <summary>Writes a string (1.6.20).</summary>
    /// <param name="value">The characters.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> has a lone surrogate.</exception>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        Span<byte> bytes = GetSpan(AmqpPrimitives.Room(value));
        _position += AmqpPrimitives.WriteString(bytes, 0, value);
    }

    /// <summary>Writes a string (1.6.20) whose bytes are at hand. They are not checked.</summary>
    /// <param name="value">Well-formed UTF-8.</param>
    public void WriteUtf8String(scoped ReadOnlySpan<byte> value) => WriteVariable(FormatCode.String8, value);

    /// <summary>Writes a symbol (1.6.21).</summary>
    /// <param name="value">The symbol.</param>
    public void WriteSymbol(AmqpSymbol value) => WriteSymbol(value.Value);

    /// <summary>Writes a symbol (1.6.21).</summary>
    /// <param name="value">ASCII characters; null writes null.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> has a character that is not ASCII.</exception>
    public void WriteSymbol(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        Span<byte> bytes = GetSpan(value.Length + 5L);
        _position += AmqpPrimitives.WriteSymbol(bytes, 0, value);
    }

    /// <summary>Writes a symbol (1.6.21) whose bytes are at hand. They are not checked.</summary>
    /// <param name="value">ASCII bytes.</param>
    public void WriteAsciiSymbol(scoped ReadOnlySpan<byte> value) => WriteVariable(FormatCode.Symbol8, value);

    /// <summary>Writes binary (1.6.19); copies it.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteBinary(scoped ReadOnlySpan<byte> value) => WriteVariable(FormatCode.Binary8, value);

    /// <summary>Writes binary (1.6.19); borrows it from 16 KiB on: then it must not change until the buffer has been sent or cleared.</summary>
    /// <param name="value">The bytes; null writes null.</param>
    public void WriteBinary(byte[]? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            WriteBinary(value.AsMemory());
        }
    }

    /// <summary>Writes binary (1.6.19); borrows it from 16 KiB on: then it must not change until the buffer has been sent or cleared.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteBinary(ReadOnlyMemory<byte> value)
    {
        if (value.Length < BorrowThreshold)
        {
            WriteVariable(FormatCode.Binary8, value.Span);
            return;
        }

        WriteVariable32Header(FormatCode.Binary32, value.Length);
        Borrow(value);
    }

    /// <summary>Writes values that are encoded already; borrows them from 16 KiB on, as <see cref="WriteBinary(ReadOnlyMemory{byte})"/> does.</summary>
    /// <param name="encoded">Whole values.</param>
    internal void WriteEncoded(ReadOnlyMemory<byte> encoded)
    {
        if (encoded.Length < BorrowThreshold)
        {
            WriteRaw(encoded.Span);
        }
        else
        {
            Borrow(encoded);
        }
    }

    /// <summary>Writes binary (1.6.19); borrows it from 16 KiB on: then it must not change until the buffer has been sent or cleared.</summary>
    /// <param name="value">The bytes, of up to 2^32 - 1.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> is longer than AMQP allows.</exception>
    public void WriteBinary(in ReadOnlySequence<byte> value)
    {
        if (value.IsSingleSegment)
        {
            WriteBinary(value.First);
        }
        else
        {
            WriteSegments(value);
        }
    }

    internal static AmqpEncodeException LoneSurrogate(scoped ReadOnlySpan<char> value, int index) =>
        new($"A string has U+{(int)value[index]:X4}, half a character, at index {index} and is not valid Unicode. Repair it, or send it as binary.");

    internal static AmqpEncodeException NotAscii(string value) =>
        new($"\"{value}\" is no AMQP symbol: only ASCII characters are allowed. Send it as a string.");

    private void WriteVariable(byte code8, scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > System.Array.MaxLength - 5)
        {
            ThrowTooLong(value.Length);
        }

        int header = value.Length <= byte.MaxValue ? 2 : 5;
        Span<byte> bytes = Reserve(value.Length + header);
        AmqpPrimitives.PutVariableHeader(bytes, code8, value.Length);
        value.CopyTo(bytes[header..]);
        _position += value.Length + header;
    }

    private void WriteVariable32Header(byte code32, long length)
    {
        if (length > uint.MaxValue)
        {
            ThrowTooLong(length);
        }

        Span<byte> bytes = Reserve(5);
        bytes[0] = code32;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], (uint)length);
        _position += 5;
    }

    private void WriteSegments(in ReadOnlySequence<byte> value)
    {
        // Small pieces are cheaper to copy than to gather.
        const int SmallestBorrowedPiece = 1024;

        long length = value.Length;
        if (length <= byte.MaxValue)
        {
            WriteSmall(FormatCode.Binary8, (byte)length);
        }
        else
        {
            WriteVariable32Header(FormatCode.Binary32, length);
        }

        foreach (ReadOnlyMemory<byte> piece in value)
        {
            if (length >= BorrowThreshold && piece.Length >= SmallestBorrowedPiece)
            {
                Borrow(piece);
            }
            else
            {
                WriteRaw(piece.Span);
            }
        }
    }

    private readonly void Borrow(ReadOnlyMemory<byte> memory)
    {
        _buffer.SetLength(_position);
        _buffer.Borrow(memory);
    }

    private static void ThrowTooLong(long length) =>
        throw new AmqpEncodeException($"A value of {length} bytes is longer than AMQP or the buffer allows. Send it in several messages.");
}
