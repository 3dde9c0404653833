namespace TypedSender.Amqp;

public ref partial struct AmqpReader
{
    /// <summary>Reads the beginning of a described value: the byte 0x00 and the descriptor (1.2). The value follows.</summary>
    /// <exception cref="AmqpDecodeException">The next value is not described, or its descriptor is neither a ulong nor a symbol.</exception>
    public AmqpDescriptor ReadDescriptor()
    {
        Expect(FormatCode.Described, "a described value");
        int start = _position;
        byte code = PeekConstructor();
        return code switch
        {
            FormatCode.SmallULong or FormatCode.ULong or FormatCode.ULong0 => new AmqpDescriptor(ReadULong()),
            FormatCode.Symbol8 or FormatCode.Symbol32 => new AmqpDescriptor(ReadSymbol()),
            _ => throw Unexpected("a descriptor (ulong or symbol)", code, start),
        };
    }

    /// <summary>The descriptor of the next value, without reading it.</summary>
    /// <exception cref="AmqpDecodeException">As by <see cref="ReadDescriptor"/>.</exception>
    public readonly AmqpDescriptor PeekDescriptor()
    {
        AmqpReader ahead = this;
        return ahead.ReadDescriptor();
    }

    /// <summary>Reads the beginning of a list (1.6.22): the elements follow, then call <see cref="Leave"/>.</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a list, or exceeds a bound.</exception>
    public AmqpCompoundHeader ReadListHeader()
    {
        int start = _position;
        byte code = ReadConstructor();
        return code is FormatCode.List0 or FormatCode.List8 or FormatCode.List32
            ? Enter(code, start)
            : throw Unexpected("list", code, start);
    }

    /// <summary>Reads the beginning of a map (1.6.23): keys and values follow in turn, then call <see cref="Leave"/>.</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a map, or exceeds a bound.</exception>
    public AmqpCompoundHeader ReadMapHeader()
    {
        int start = _position;
        byte code = ReadConstructor();
        return code is FormatCode.Map8 or FormatCode.Map32 ? Enter(code, start) : throw Unexpected("map", code, start);
    }

    /// <summary>Ends the reading of a list or map.</summary>
    /// <param name="header">What <see cref="ReadListHeader"/> or <see cref="ReadMapHeader"/> returned.</param>
    /// <exception cref="AmqpDecodeException">The elements were longer or shorter than the size said.</exception>
    public void Leave(AmqpCompoundHeader header)
    {
        if (_position != header.End)
        {
            throw Fail($"A list, map or array should end at byte {header.End} by its size, and its elements end at byte {_position}", _position);
        }

        _depth--;
    }

    /// <summary>Reads the values of a field that may have multiple (1.4): null, one symbol, or an array of symbols.</summary>
    /// <returns>The symbols; empty for null.</returns>
    /// <exception cref="AmqpDecodeException">The next value is none of these.</exception>
    public AmqpSymbol[] ReadSymbolArray()
    {
        int start = _position;
        byte code = PeekConstructor();
        switch (code)
        {
            case FormatCode.Null:
                _position++;
                return [];
            case FormatCode.Symbol8 or FormatCode.Symbol32:
                return [ReadSymbol()];
            case FormatCode.Array8 or FormatCode.Array32:
                break;
            default:
                throw Unexpected("symbol or array of symbols", code, start);
        }

        _position++;
        AmqpCompoundHeader header = Enter(code, start);
        int elementStart = _position;
        byte element = header.Count == 0 && _position == header.End ? FormatCode.Symbol8 : ReadConstructor();
        if (element is not (FormatCode.Symbol8 or FormatCode.Symbol32))
        {
            throw Unexpected("symbols in the array", element, elementStart);
        }

        int width = WidthOf(element);
        CheckElements(header, element);
        AmqpSymbol[] symbols = header.Count == 0 ? [] : new AmqpSymbol[header.Count];
        for (int index = 0; index < symbols.Length; index++)
        {
            elementStart = _position;
            symbols[index] = DecodeAscii(TakeSized(width), elementStart);
        }

        Leave(header);
        return symbols;
    }

    private static void CheckDescriptor(byte code, int start)
    {
        if (code is FormatCode.Described or FormatCode.Null or FormatCode.List0 or >= FormatCode.List8)
        {
            throw Fail($"A descriptor is a ulong or a symbol, not the constructor 0x{code:X2}", start);
        }
    }

    /// <summary>Reads size and count behind a compound or array constructor and checks them against what is left.</summary>
    private AmqpCompoundHeader Enter(byte code, int start)
    {
        CheckDepth(++_depth, start);
        if (code == FormatCode.List0)
        {
            return new AmqpCompoundHeader(0, _position);
        }

        int width = WidthOf(code);
        uint size = width == 1 ? ReadNextByte() : ReadFixed32();
        if (size > (uint)Remaining)
        {
            throw Truncated(size);
        }

        if (size < width)
        {
            throw Fail($"A list, map or array of {size} bytes has no room for its count", start);
        }

        int end = _position + (int)size;
        uint count = width == 1 ? ReadNextByte() : ReadFixed32();
        if (count > MaxCount)
        {
            throw Fail($"A list, map or array of {count} elements is refused: at most {MaxCount} are read", start);
        }

        bool isArray = code is FormatCode.Array8 or FormatCode.Array32;
        if (!isArray)
        {
            if (count > (uint)(end - _position))
            {
                throw Fail($"A list or map of {count} elements cannot be held by its {end - _position} bytes", start);
            }

            CountElements((int)count, start);
        }

        if (code is FormatCode.Map8 or FormatCode.Map32 && (count & 1) != 0)
        {
            throw Fail($"A map has an odd number of elements: {count}", start);
        }

        return new AmqpCompoundHeader((int)count, end);
    }

    /// <summary>Checks the count of an array against the width of its elements and the bytes left.</summary>
    private void CheckElements(AmqpCompoundHeader header, byte element)
    {
        int width = WidthOf(element);
        if (width == 0)
        {
            // These elements take no bytes, so only a bound of our own keeps nine bytes from becoming a million values.
            _zeroWidthElements += header.Count;
            if (_zeroWidthElements > MaxZeroWidthElements)
            {
                throw Fail($"An array of {header.Count} elements of no width is refused: at most {MaxZeroWidthElements} are read, in all arrays together", _position);
            }
        }
        else if ((long)header.Count * width > header.End - _position)
        {
            throw Fail($"An array of {header.Count} elements cannot be held by its {header.End - _position} bytes", _position);
        }
        else
        {
            CountElements(header.Count, _position);
        }
    }

    /// <summary>
    /// Every element begins at a byte of its own. Values inside each other may each claim the bytes that are left, and room is made for what they claim.
    /// </summary>
    private void CountElements(int count, int start)
    {
        _elements += count;
        if (_elements > _bytes.Length)
        {
            throw Fail($"Lists, maps and arrays claim {_elements} elements, more than there are bytes", start);
        }
    }
}
