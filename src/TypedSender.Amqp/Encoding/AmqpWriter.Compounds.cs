using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    // Room is left for the short header, which nearly all lists and maps keep; only what outgrows it is moved, at its end.
    private const int ShortHeader = AmqpPrimitives.ShortHeader;

    /// <summary>Begins a list (1.6.22): write its elements next, then call <see cref="EndList"/>.</summary>
    public CompoundScope BeginList() => BeginCompound();

    /// <summary>Where a list or map began whose header a run has left open, and that goes on behind the run.</summary>
    /// <param name="at">The index of the header in the run's room; called before <see cref="Advance"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly CompoundScope ScopeAt(int at) => new(_position + at, _buffer.BorrowedLength);

    /// <summary>Ends a list, as list0, list8 or list32: the smallest that fits.</summary>
    /// <param name="scope">What <see cref="BeginList"/> returned.</param>
    /// <param name="count">Elements written since.</param>
    /// <exception cref="AmqpEncodeException">The list is larger than AMQP allows.</exception>
    public void EndList(CompoundScope scope, int count)
    {
        if (count == 0)
        {
            Debug.Assert(_position == scope.Start + ShortHeader, "An empty list has no bytes.");
            _span[scope.Start] = FormatCode.List0;
            _position = scope.Start + 1;
            return;
        }

        EndCompound(scope, count, FormatCode.List8);
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
        WriteRawByte(elementConstructor);
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

        WriteRawByte(elementConstructor);
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

    /// <summary>The bytes that have been written inside a list or map that has not ended; a copy only if bytes were borrowed since it began.</summary>
    internal readonly ReadOnlySpan<byte> WrittenIn(CompoundScope scope)
    {
        int start = scope.Start + ShortHeader;
        if (_buffer.BorrowedLength == scope.BorrowedBefore)
        {
            return _span[start.._position];
        }

        Flush();
        byte[] bytes = new byte[_buffer.TotalLength - start - scope.BorrowedBefore];
        _buffer.CopyTo(start + scope.BorrowedBefore, bytes);
        return bytes;
    }

    internal CompoundScope BeginCompound()
    {
        Reserve(ShortHeader);
        CompoundScope scope = new(_position, _buffer.BorrowedLength);
        _position += ShortHeader;
        return scope;
    }

    private void EndCompound(CompoundScope scope, int count, byte code8)
    {
        // Borrowed bytes that stand inside count too.
        long content = _position - scope.Start - ShortHeader + _buffer.BorrowedLength - scope.BorrowedBefore;
        if (!AmqpPrimitives.TryPutShortHeader(_span.Slice(scope.Start), code8, content, count))
        {
            Widen(scope, content, count, code8);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Widen(CompoundScope scope, long content, int count, byte code8)
    {
        if (content > uint.MaxValue - 4L)
        {
            ThrowTooLong(content);
        }

        Reserve(AmqpPrimitives.Widening);
        int first = scope.Start + ShortHeader;
        _span[first.._position].CopyTo(_span[(first + AmqpPrimitives.Widening)..]);
        _buffer.ShiftBorrowed(first, AmqpPrimitives.Widening);
        _buffer.Positions?.Shift(first + scope.BorrowedBefore, AmqpPrimitives.Widening);
        _position += AmqpPrimitives.Widening;
        AmqpPrimitives.PutWideHeader(_span[scope.Start..], code8, (uint)content, count);
    }
}
