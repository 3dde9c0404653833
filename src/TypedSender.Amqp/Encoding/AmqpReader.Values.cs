namespace TypedSender.Amqp;

public ref partial struct AmqpReader
{
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object UInt0 = 0u;
    private static readonly object ULong0 = 0ul;

    /// <summary>Reads the next value, of whatever type.</summary>
    /// <returns>
    /// null, <see cref="bool"/>, <see cref="byte"/> (ubyte), <see cref="ushort"/>, <see cref="uint"/>, <see cref="ulong"/>, <see cref="sbyte"/> (byte),
    /// <see cref="short"/>, <see cref="int"/>, <see cref="long"/>, <see cref="float"/>, <see cref="double"/>, <see cref="AmqpDecimal32"/>, <see cref="AmqpDecimal64"/>,
    /// <see cref="AmqpDecimal128"/>, <see cref="System.Text.Rune"/> (char), <see cref="DateTimeOffset"/> (timestamp; <see cref="AmqpTimestamp"/> when outside the years
    /// 1 to 9999), <see cref="Guid"/>, an array of <see cref="byte"/> (binary), <see cref="string"/>, <see cref="AmqpSymbol"/>, a <see cref="List{T}"/> of objects,
    /// <see cref="AmqpMap"/>, <see cref="AmqpArray"/> or <see cref="AmqpDescribed"/>. Empty lists inside a value, which are one byte each, are one object.
    /// </returns>
    /// <exception cref="AmqpDecodeException">The next value is not valid, or exceeds a bound.</exception>
    public object? ReadValue()
    {
        int start = _position;
        byte code = ReadConstructor();
        if (code != FormatCode.Described)
        {
            return ReadBody(code, start);
        }

        CheckDepth(++_depth, start);
        object descriptor = ReadDescriptorValue();
        object? value = ReadValue();
        _depth--;
        return new AmqpDescribed(descriptor, value);
    }

    /// <summary>Reads a map (1.6.23).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a valid map, or exceeds a bound.</exception>
    public AmqpMap ReadMap() => ReadMapContent(ReadMapHeader());

    /// <summary>Reads a list (1.6.22).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a valid list, or exceeds a bound.</exception>
    public List<object?> ReadList() => ReadListContent(ReadListHeader());

    /// <summary>Reads a value behind its constructor: after it, or as an element of an array.</summary>
    private object? ReadBody(byte code, int start) => code switch
    {
        FormatCode.Null => null,
        FormatCode.BooleanTrue => True,
        FormatCode.BooleanFalse => False,
        FormatCode.Boolean => ReadBooleanByte() ? True : False,
        FormatCode.UByte => ReadNextByte(),
        FormatCode.UShort => ReadFixed16(),
        FormatCode.UInt => ReadFixed32(),
        FormatCode.SmallUInt => (uint)ReadNextByte(),
        FormatCode.UInt0 => UInt0,
        FormatCode.ULong => ReadFixed64(),
        FormatCode.SmallULong => (ulong)ReadNextByte(),
        FormatCode.ULong0 => ULong0,
        FormatCode.Byte => (sbyte)ReadNextByte(),
        FormatCode.Short => (short)ReadFixed16(),
        FormatCode.Int => (int)ReadFixed32(),
        FormatCode.SmallInt => (int)(sbyte)ReadNextByte(),
        FormatCode.Long => (long)ReadFixed64(),
        FormatCode.SmallLong => (long)(sbyte)ReadNextByte(),
        FormatCode.Float => BitConverter.UInt32BitsToSingle(ReadFixed32()),
        FormatCode.Double => BitConverter.UInt64BitsToDouble(ReadFixed64()),
        FormatCode.Decimal32 => new AmqpDecimal32(ReadFixed32()),
        FormatCode.Decimal64 => new AmqpDecimal64(ReadFixed64()),
        FormatCode.Decimal128 => ReadDecimal128Bytes(),
        FormatCode.Char => ReadRune(),
        FormatCode.Timestamp => ReadMoment(),
        FormatCode.Uuid => new Guid(Take(16), bigEndian: true),
        FormatCode.Binary8 or FormatCode.Binary32 => TakeSized(WidthOf(code)).ToArray(),
        FormatCode.String8 or FormatCode.String32 => DecodeUtf8(TakeSized(WidthOf(code)), start),
        FormatCode.Symbol8 or FormatCode.Symbol32 => DecodeAscii(TakeSized(WidthOf(code)), start),
        FormatCode.List0 => ReadEmptyList(start),
        FormatCode.List8 or FormatCode.List32 => ReadListContent(Enter(code, start)),
        FormatCode.Map8 or FormatCode.Map32 => ReadMapContent(Enter(code, start)),
        FormatCode.Array8 or FormatCode.Array32 => ReadArrayContent(Enter(code, start)),
        _ => throw Unexpected("a value", code, start),
    };

    /// <summary>An object for each would be forty times the byte that it takes.</summary>
    private List<object?> ReadEmptyList(int start)
    {
        CheckDepth(_depth + 1, start);
        return _depth == 0 ? [] : _emptyList ??= [];
    }

    private object ReadMoment()
    {
        long milliseconds = (long)ReadFixed64();
        return AmqpTimestamp.IsInDateTimeRange(milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : new AmqpTimestamp(milliseconds);
    }

    private object ReadDescriptorValue()
    {
        int start = _position;
        byte code = ReadConstructor();
        CheckDescriptor(code, start);
        return ReadBody(code, start)!;
    }

    private List<object?> ReadListContent(AmqpCompoundHeader header)
    {
        List<object?> list = new(header.Count);
        for (int index = 0; index < header.Count; index++)
        {
            list.Add(ReadValue());
        }

        Leave(header);
        return list;
    }

    private AmqpMap ReadMapContent(AmqpCompoundHeader header)
    {
        AmqpMap map = new(header.Count / 2);
        for (int index = 0; index < header.Count; index += 2)
        {
            int start = _position;
            object key = ReadValue() ?? throw Fail("A map has a null key", start);

            // A map in which there exist two identical key values is invalid (AMQP 1.0, 1.6.23).
            object? value = ReadValue();
            if (!map.TryAdd(key, value))
            {
                throw Fail($"A map has the key {key} twice", start);
            }
        }

        Leave(header);
        return map;
    }

    private AmqpArray ReadArrayContent(AmqpCompoundHeader header)
    {
        // Some peers leave the constructor of an empty array out.
        if (header.Count == 0 && _position == header.End)
        {
            Leave(header);
            return new AmqpArray(FormatCode.Null, []);
        }

        int start = _position;
        object? descriptor = null;
        byte element = ReadConstructor();
        if (element == FormatCode.Described)
        {
            descriptor = ReadDescriptorValue();
            start = _position;
            element = ReadConstructor();
        }

        if (!IsPrimitive(element))
        {
            throw Unexpected("the constructor of an array's elements", element, start);
        }

        CheckElements(header, element);
        object?[] items = header.Count == 0 ? [] : new object?[header.Count];
        for (int index = 0; index < items.Length; index++)
        {
            items[index] = ReadBody(element, _position);
        }

        Leave(header);
        return new AmqpArray(element, items, descriptor);
    }
}
