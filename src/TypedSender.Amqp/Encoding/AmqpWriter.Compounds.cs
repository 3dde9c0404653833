using System.Buffers.Binary;
using System.Diagnostics;

namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    // Constructor, four-octet size and four-octet count; patched to one-octet forms at the end when they fit.
    private const int WideHeader = 9;

    // Constructor, one-octet size and one-octet count.
    private const int ShortHeader = 3;

    /// <summary>Begins a list (1.6.22): write its elements next, then call <see cref="EndList"/>.</summary>
    public CompoundScope BeginList() => BeginCompound();

    /// <summary>Ends a list, as list0, list8 or list32: the smallest that fits.</summary>
    /// <param name="scope">What <see cref="BeginList"/> returned.</param>
    /// <param name="count">Elements written since.</param>
    /// <exception cref="AmqpEncodeException">The list is larger than AMQP allows.</exception>
    public void EndList(CompoundScope scope, int count)
    {
        if (count == 0)
        {
            Debug.Assert(_position == scope.Start + WideHeader, "An empty list has no octets.");
            _span[scope.Start] = FormatCode.List0;
            _position = scope.Start + 1;
            return;
        }

        EndCompound(scope, count, FormatCode.List8);
    }

    /// <summary>Begins a list that is known to fit list8: up to 254 octets of elements, none of them borrowed. Saves moving them at the end.</summary>
    internal CompoundScope BeginShortList()
    {
        Reserve(ShortHeader);
        CompoundScope scope = new(_position, _buffer.BorrowedLength);
        _position += ShortHeader;
        return scope;
    }

    /// <summary>Ends a list begun by <see cref="BeginShortList"/>, as list0 or list8.</summary>
    internal void EndShortList(CompoundScope scope, int count)
    {
        if (count == 0)
        {
            _span[scope.Start] = FormatCode.List0;
            _position = scope.Start + 1;
            return;
        }

        Debug.Assert(_position - scope.Start - 2 <= byte.MaxValue, "A short list is longer than list8 can hold.");
        Span<byte> header = _span.Slice(scope.Start, ShortHeader);
        header[0] = FormatCode.List8;
        header[1] = (byte)(_position - scope.Start - 2);
        header[2] = (byte)count;
    }

    /// <summary>Begins a map (1.6.23): write keys and values in turn next, then call <see cref="EndMap"/>.</summary>
    public CompoundScope BeginMap() => BeginCompound();

    /// <summary>Ends a map, as map8 or map32: the smaller that fits.</summary>
    /// <param name="scope">What <see cref="BeginMap"/> returned.</param>
    /// <param name="count">Keys and values written since: twice the number of entries.</param>
    /// <exception cref="AmqpEncodeException">The map is larger than AMQP allows.</exception>
    public void EndMap(CompoundScope scope, int count)
    {
        Debug.Assert((count & 1) == 0, "A map has as many keys as values.");
        EndCompound(scope, count, FormatCode.Map8);
    }

    /// <summary>Begins an array (1.6.24): write its elements, without constructors, by <c>WriteArrayElement</c> next, then call <see cref="EndArray"/>.</summary>
    /// <param name="elementConstructor">The constructor of every element, one of <see cref="FormatCode"/>.</param>
    public CompoundScope BeginArray(byte elementConstructor)
    {
        CompoundScope scope = BeginCompound();
        WriteOctet(elementConstructor);
        return scope;
    }

    /// <summary>Begins an array of described elements (1.6.24): write them, without descriptor and constructor, next, then call <see cref="EndArray"/>.</summary>
    /// <param name="descriptor">The descriptor of every element.</param>
    /// <param name="elementConstructor">The constructor of every element, one of <see cref="FormatCode"/>.</param>
    public CompoundScope BeginArray(AmqpDescriptor descriptor, byte elementConstructor)
    {
        CompoundScope scope = BeginCompound();
        if (descriptor.Symbol is { } symbol)
        {
            WriteDescriptor(symbol.Value);
        }
        else
        {
            WriteDescriptor(descriptor.Code);
        }

        WriteOctet(elementConstructor);
        return scope;
    }

    /// <summary>Ends an array, as array8 or array32: the smaller that fits.</summary>
    /// <param name="scope">What <c>BeginArray</c> returned.</param>
    /// <param name="count">Elements written since.</param>
    /// <exception cref="AmqpEncodeException">The array is larger than AMQP allows.</exception>
    public void EndArray(CompoundScope scope, int count) => EndCompound(scope, count, FormatCode.Array8);

    /// <summary>Writes an array of symbols, as fields that may have multiple values carry them (1.4).</summary>
    /// <param name="values">The symbols.</param>
    public void WriteSymbolArray(scoped ReadOnlySpan<AmqpSymbol> values)
    {
        byte constructor = FormatCode.Symbol8;
        foreach (AmqpSymbol value in values)
        {
            if (value.Value.Length > byte.MaxValue)
            {
                constructor = FormatCode.Symbol32;
            }
        }

        CompoundScope scope = BeginArray(constructor);
        foreach (AmqpSymbol value in values)
        {
            WriteSymbolElement(value.Value, constructor);
        }

        EndArray(scope, values.Length);
    }

    /// <summary>What has been written inside a list or map that has not ended; a copy only if octets were borrowed since it began.</summary>
    internal readonly ReadOnlySpan<byte> WrittenIn(CompoundScope scope)
    {
        int start = scope.Start + WideHeader;
        if (_buffer.BorrowedLength == scope.BorrowedBefore)
        {
            return _span[start.._position];
        }

        Flush();
        byte[] octets = new byte[_buffer.TotalLength - start - scope.BorrowedBefore];
        _buffer.CopyTo(start + scope.BorrowedBefore, octets);
        return octets;
    }

    private CompoundScope BeginCompound()
    {
        Reserve(WideHeader);
        CompoundScope scope = new(_position, _buffer.BorrowedLength);
        _position += WideHeader;
        return scope;
    }

    private void EndCompound(CompoundScope scope, int count, byte code8)
    {
        // size counts the octets of count too, and borrowed octets that stand inside (AMQP 1.0, 1.2.2).
        int content = _position - scope.Start - WideHeader;
        long size = content + _buffer.BorrowedLength - scope.BorrowedBefore;
        Span<byte> octets = _span[scope.Start.._position];
        if (size < byte.MaxValue && count <= byte.MaxValue)
        {
            octets[WideHeader..].CopyTo(octets[3..]);
            octets[0] = code8;
            octets[1] = (byte)(size + 1);
            octets[2] = (byte)count;
            _position = scope.Start + 3 + content;
            return;
        }

        if (size > uint.MaxValue - 4L)
        {
            ThrowTooLong(size);
        }

        octets[0] = (byte)(code8 + 0x10);
        BinaryPrimitives.WriteUInt32BigEndian(octets[1..], (uint)size + 4);
        BinaryPrimitives.WriteInt32BigEndian(octets[5..], count);
    }
}
