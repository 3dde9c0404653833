using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    // A UTF-16 unit needs at most three octets of UTF-8, so that many units always fit in str8.
    private const int AlwaysShortUnits = 85;

    // Longer text is measured before room is made: three octets per unit would be much too much for it.
    private const int MeasuredUnits = 4096;

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
        if (value.Length > AlwaysShortUnits)
        {
            WriteLongString(value);
            return;
        }

        Span<byte> octets = Reserve((value.Length * 3) + 2);
        int written = value.Length;
        if (!TryNarrow(value, octets.Slice(2, value.Length))
            && Utf8.FromUtf16(value, octets[2..], out int read, out written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            ThrowLoneSurrogate(value, read);
        }

        octets[0] = FormatCode.String8;
        octets[1] = (byte)written;
        _position += written + 2;
    }

    /// <summary>Writes a string (1.6.20) whose octets are at hand. They are not checked.</summary>
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

        int header = value.Length <= byte.MaxValue ? 2 : 5;
        Span<byte> octets = Reserve(value.Length + header);
        if (Ascii.FromUtf16(value, octets[header..], out _) != OperationStatus.Done)
        {
            ThrowNotAscii(value);
        }

        WriteVariableHeader(octets, FormatCode.Symbol8, value.Length);
        _position += value.Length + header;
    }

    /// <summary>Writes a symbol (1.6.21) whose octets are at hand. They are not checked.</summary>
    /// <param name="value">ASCII octets.</param>
    public void WriteAsciiSymbol(scoped ReadOnlySpan<byte> value) => WriteVariable(FormatCode.Symbol8, value);

    /// <summary>Writes binary (1.6.19); copies it.</summary>
    /// <param name="value">The octets.</param>
    public void WriteBinary(scoped ReadOnlySpan<byte> value) => WriteVariable(FormatCode.Binary8, value);

    /// <summary>Writes binary (1.6.19); borrows it from 16 KiB on: then it must not change until the buffer has been sent or cleared.</summary>
    /// <param name="value">The octets; null writes null.</param>
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
    /// <param name="value">The octets.</param>
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

    /// <summary>Writes binary (1.6.19); borrows it from 16 KiB on: then it must not change until the buffer has been sent or cleared.</summary>
    /// <param name="value">The octets, of up to 2^32 - 1.</param>
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

    /// <summary>Copies characters as octets if all are ASCII: for short text several times faster than a general transcoder.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNarrow(scoped ReadOnlySpan<char> value, scoped Span<byte> octets)
    {
        if (value.Length < Vector128<ushort>.Count)
        {
            for (int index = 0; index < value.Length; index++)
            {
                char unit = value[index];
                if (unit > 0x7F)
                {
                    return false;
                }

                octets[index] = (byte)unit;
            }

            return true;
        }

        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<char, ushort>(value);
        for (int index = 0; index < units.Length; index += Vector128<ushort>.Count)
        {
            // The last step overlaps the one before it rather than going unit by unit.
            int at = Math.Min(index, units.Length - Vector128<ushort>.Count);
            Vector128<ushort> eight = Vector128.Create(units.Slice(at, Vector128<ushort>.Count));
            if ((eight & Vector128.Create((ushort)0xFF80)) != Vector128<ushort>.Zero)
            {
                return false;
            }

            Vector128.Narrow(eight, eight).GetLower().CopyTo(octets.Slice(at, Vector128<ushort>.Count));
        }

        return true;
    }

    private static void ThrowLoneSurrogate(scoped ReadOnlySpan<char> value, int index)
    {
        string unit = index < value.Length ? $"U+{(int)value[index]:X4}" : "a surrogate";
        throw new AmqpEncodeException(
            $"A string has {unit}, half a character, at index {index} and is not valid Unicode. Repair it, or send it as binary.");
    }

    private static void ThrowNotAscii(string value) =>
        throw new AmqpEncodeException($"\"{value}\" is no AMQP symbol: only ASCII characters are allowed. Send it as a string.");

    private static void WriteVariableHeader(Span<byte> octets, byte code8, int length)
    {
        if (length <= byte.MaxValue)
        {
            octets[0] = code8;
            octets[1] = (byte)length;
        }
        else
        {
            // Each 8-bit constructor of a variable-width type has its 32-bit sister 16 higher (AMQP 1.0, 1.2.1).
            octets[0] = (byte)(code8 + 0x10);
            BinaryPrimitives.WriteInt32BigEndian(octets[1..], length);
        }
    }

    private void WriteVariable(byte code8, scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > System.Array.MaxLength - 5)
        {
            ThrowTooLong(value.Length);
        }

        int header = value.Length <= byte.MaxValue ? 2 : 5;
        Span<byte> octets = Reserve(value.Length + header);
        WriteVariableHeader(octets, code8, value.Length);
        value.CopyTo(octets[header..]);
        _position += value.Length + header;
    }

    private void WriteVariable32Header(byte code32, long length)
    {
        if (length > uint.MaxValue)
        {
            ThrowTooLong(length);
        }

        Span<byte> octets = Reserve(5);
        octets[0] = code32;
        BinaryPrimitives.WriteUInt32BigEndian(octets[1..], (uint)length);
        _position += 5;
    }

    private void WriteLongString(scoped ReadOnlySpan<char> value)
    {
        int room = value.Length <= MeasuredUnits ? value.Length * 3 : Encoding.UTF8.GetByteCount(value);
        int header = value.Length <= byte.MaxValue ? 2 : 5;
        Span<byte> octets = Reserve(checked(room + 5));
        if (Utf8.FromUtf16(value, octets[header..], out int read, out int written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            ThrowLoneSurrogate(value, read);
        }

        if (header == 2 && written > byte.MaxValue)
        {
            octets.Slice(2, written).CopyTo(octets[5..]);
            header = 5;
        }

        WriteVariableHeader(octets, FormatCode.String8, written);
        _position += written + header;
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
        throw new AmqpEncodeException($"A value of {length} octets is longer than AMQP or the buffer allows. Send it in several messages.");
}
