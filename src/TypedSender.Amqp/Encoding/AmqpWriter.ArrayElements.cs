using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace TypedSender.Amqp;

// Elements of an array have no constructor of their own: the array's comes before the first of them (AMQP 1.0, 1.6.24).
public ref partial struct AmqpWriter
{
    /// <summary>Writes an element of an array of <see cref="FormatCode.Boolean"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(bool value) => WriteRawByte(value ? (byte)1 : (byte)0);

    /// <summary>Writes an element of an array of <see cref="FormatCode.UByte"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(byte value) => WriteRawByte(value);

    /// <summary>Writes an element of an array of <see cref="FormatCode.Byte"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(sbyte value) => WriteRawByte((byte)value);

    /// <summary>Writes an element of an array of <see cref="FormatCode.UShort"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), value);
        _position += 2;
    }

    /// <summary>Writes an element of an array of <see cref="FormatCode.Short"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(short value) => WriteArrayElement((ushort)value);

    /// <summary>Writes an element of an array of <see cref="FormatCode.UInt"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);
        _position += 4;
    }

    /// <summary>Writes an element of an array of <see cref="FormatCode.Int"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(int value) => WriteArrayElement((uint)value);

    /// <summary>Writes an element of an array of <see cref="FormatCode.ULong"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Reserve(8), value);
        _position += 8;
    }

    /// <summary>Writes an element of an array of <see cref="FormatCode.Long"/> or, as milliseconds since the Unix epoch, of <see cref="FormatCode.Timestamp"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(long value) => WriteArrayElement((ulong)value);

    /// <summary>Writes an element of an array of <see cref="FormatCode.Float"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(float value) => WriteArrayElement(BitConverter.SingleToUInt32Bits(value));

    /// <summary>Writes an element of an array of <see cref="FormatCode.Double"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(double value) => WriteArrayElement(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes an element of an array of <see cref="FormatCode.Decimal128"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(AmqpDecimal128 value)
    {
        WriteArrayElement(value.High);
        WriteArrayElement(value.Low);
    }

    /// <summary>Writes an element of an array of <see cref="FormatCode.Char"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(Rune value) => WriteArrayElement((uint)value.Value);

    /// <summary>Writes an element of an array of <see cref="FormatCode.Uuid"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(Guid value)
    {
        value.TryWriteBytes(Reserve(16), bigEndian: true, out _);
        _position += 16;
    }

    /// <summary>Writes an element of an array of <see cref="FormatCode.String32"/>.</summary>
    /// <param name="value">The element.</param>
    /// <exception cref="AmqpEncodeException"><paramref name="value"/> has a lone surrogate.</exception>
    public void WriteArrayElement(scoped ReadOnlySpan<char> value) => WriteStringElement(value, FormatCode.String32);

    /// <summary>Writes an element of an array of <see cref="FormatCode.Symbol32"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(AmqpSymbol value) => WriteSymbolElement(value.Value, FormatCode.Symbol32);

    /// <summary>Writes an element of an array of <see cref="FormatCode.Binary32"/>.</summary>
    /// <param name="value">The element.</param>
    public void WriteArrayElement(scoped ReadOnlySpan<byte> value) => WriteBinaryElement(value, FormatCode.Binary32);

    /// <summary>
    /// Begins an element of an array of <see cref="FormatCode.List32"/>, <see cref="FormatCode.Map32"/> or <see cref="FormatCode.Array32"/>: write its
    /// content next (for an array the constructor byte by <see cref="WriteRaw"/> first), then call <see cref="EndCompoundElement"/>.
    /// </summary>
    public CompoundScope BeginCompoundElement()
    {
        Reserve(8);
        CompoundScope scope = new(_position, _buffer.BorrowedLength);
        _position += 8;
        return scope;
    }

    /// <summary>Ends what <see cref="BeginCompoundElement"/> began.</summary>
    /// <param name="scope">What it returned.</param>
    /// <param name="count">Elements written since; of a map, keys and values.</param>
    /// <exception cref="AmqpEncodeException">The element is larger than AMQP allows.</exception>
    public void EndCompoundElement(CompoundScope scope, int count)
    {
        long size = _position - scope.Start - 4 + _buffer.BorrowedLength - scope.BorrowedBefore;
        if (size > uint.MaxValue)
        {
            ThrowTooLong(size);
        }

        BinaryPrimitives.WriteUInt32BigEndian(_span[scope.Start..], (uint)size);
        BinaryPrimitives.WriteInt32BigEndian(_span[(scope.Start + 4)..], count);
    }

    internal void WriteStringElement(scoped ReadOnlySpan<char> value, byte constructor)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteElementLength(length, constructor);
        if (Utf8.FromUtf16(value, Reserve(length), out int read, out _, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw LoneSurrogate(value, read);
        }

        _position += length;
    }

    internal void WriteSymbolElement(string value, byte constructor)
    {
        WriteElementLength(value.Length, constructor);
        if (Ascii.FromUtf16(value, Reserve(value.Length), out _) != OperationStatus.Done)
        {
            throw NotAscii(value);
        }

        _position += value.Length;
    }

    internal void WriteBinaryElement(scoped ReadOnlySpan<byte> value, byte constructor)
    {
        WriteElementLength(value.Length, constructor);
        WriteRaw(value);
    }

    private void WriteElementLength(int length, byte constructor)
    {
        if (constructor >= FormatCode.Binary32)
        {
            WriteArrayElement((uint)length);
        }
        else if (length <= byte.MaxValue)
        {
            WriteRawByte((byte)length);
        }
        else
        {
            throw new AmqpEncodeException(
                $"An array element of {length} bytes does not fit the constructor 0x{constructor:X2}, which ends at 255. Use 0x{constructor + 0x10:X2}.");
        }
    }
}
