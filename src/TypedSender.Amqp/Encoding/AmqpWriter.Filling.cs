namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    // Constructor and four-byte length; patched to a one-byte length at the end when it fits.
    private const int WideBinaryHeader = 5;

    /// <summary>Begins binary (1.6.19) that another writer appends to the buffer; <see cref="EndBinary"/> ends it.</summary>
    internal AmqpBuffer BeginBinary(out CompoundScope scope)
    {
        Reserve(WideBinaryHeader);
        scope = new CompoundScope(_position, _buffer.BorrowedLength);
        _position += WideBinaryHeader;
        Flush();
        return _buffer;
    }

    /// <summary>Ends binary that was appended to the buffer, as vbin8 or vbin32: the smaller that fits.</summary>
    internal void EndBinary(CompoundScope scope)
    {
        _span = _buffer.Array;
        int length = _buffer.Length - scope.Start - WideBinaryHeader;
        Span<byte> bytes = _span[scope.Start.._buffer.Length];
        int header = length <= byte.MaxValue ? 2 : WideBinaryHeader;
        bytes[WideBinaryHeader..].CopyTo(bytes[header..]);
        AmqpPrimitives.PutVariableHeader(bytes, FormatCode.Binary8, length);
        _position = scope.Start + header + length;
    }
}
