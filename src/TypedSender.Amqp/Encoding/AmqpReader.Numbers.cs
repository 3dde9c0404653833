using System.Text;

namespace TypedSender.Amqp;

public ref partial struct AmqpReader
{
    /// <summary>Reads a ubyte (1.6.3).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a ubyte.</exception>
    public byte ReadUByte()
    {
        Expect(FormatCode.UByte, "ubyte");
        return ReadNextByte();
    }

    /// <summary>Reads a ushort (1.6.4).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a ushort.</exception>
    public ushort ReadUShort()
    {
        Expect(FormatCode.UShort, "ushort");
        return ReadFixed16();
    }

    /// <summary>Reads a uint (1.6.5).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a uint.</exception>
    public uint ReadUInt()
    {
        int start = _position;
        byte code = ReadConstructor();
        return code switch
        {
            FormatCode.SmallUInt => ReadNextByte(),
            FormatCode.UInt0 => 0,
            FormatCode.UInt => ReadFixed32(),
            _ => throw Unexpected("uint", code, start),
        };
    }

    /// <summary>Reads a ulong (1.6.6).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a ulong.</exception>
    public ulong ReadULong()
    {
        int start = _position;
        byte code = ReadConstructor();
        return code switch
        {
            FormatCode.SmallULong => ReadNextByte(),
            FormatCode.ULong0 => 0,
            FormatCode.ULong => ReadFixed64(),
            _ => throw Unexpected("ulong", code, start),
        };
    }

    /// <summary>Reads a byte, AMQP's signed byte (1.6.7).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a byte.</exception>
    public sbyte ReadByte()
    {
        Expect(FormatCode.Byte, "byte");
        return (sbyte)ReadNextByte();
    }

    /// <summary>Reads a short (1.6.8).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a short.</exception>
    public short ReadShort()
    {
        Expect(FormatCode.Short, "short");
        return (short)ReadFixed16();
    }

    /// <summary>Reads an int (1.6.9).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not an int.</exception>
    public int ReadInt()
    {
        int start = _position;
        byte code = ReadConstructor();
        return code switch
        {
            FormatCode.SmallInt => (sbyte)ReadNextByte(),
            FormatCode.Int => (int)ReadFixed32(),
            _ => throw Unexpected("int", code, start),
        };
    }

    /// <summary>Reads a long (1.6.10).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a long.</exception>
    public long ReadLong()
    {
        int start = _position;
        byte code = ReadConstructor();
        return code switch
        {
            FormatCode.SmallLong => (sbyte)ReadNextByte(),
            FormatCode.Long => (long)ReadFixed64(),
            _ => throw Unexpected("long", code, start),
        };
    }

    /// <summary>Reads a float (1.6.11).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a float.</exception>
    public float ReadFloat()
    {
        Expect(FormatCode.Float, "float");
        return BitConverter.UInt32BitsToSingle(ReadFixed32());
    }

    /// <summary>Reads a double (1.6.12).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a double.</exception>
    public double ReadDouble()
    {
        Expect(FormatCode.Double, "double");
        return BitConverter.UInt64BitsToDouble(ReadFixed64());
    }

    /// <summary>Reads a decimal32 (1.6.13).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a decimal32.</exception>
    public AmqpDecimal32 ReadDecimal32()
    {
        Expect(FormatCode.Decimal32, "decimal32");
        return new AmqpDecimal32(ReadFixed32());
    }

    /// <summary>Reads a decimal64 (1.6.14).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a decimal64.</exception>
    public AmqpDecimal64 ReadDecimal64()
    {
        Expect(FormatCode.Decimal64, "decimal64");
        return new AmqpDecimal64(ReadFixed64());
    }

    /// <summary>Reads a decimal128 (1.6.15).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a decimal128.</exception>
    public AmqpDecimal128 ReadDecimal128()
    {
        Expect(FormatCode.Decimal128, "decimal128");
        return ReadDecimal128Bytes();
    }

    /// <summary>Reads a char (1.6.16).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a char, or not a Unicode scalar value.</exception>
    public Rune ReadChar()
    {
        Expect(FormatCode.Char, "char");
        return ReadRune();
    }

    /// <summary>Reads a timestamp (1.6.17).</summary>
    /// <returns>Milliseconds since 1970-01-01T00:00:00Z; negative before it.</returns>
    /// <exception cref="AmqpDecodeException">The next value is not a timestamp.</exception>
    public long ReadTimestampMilliseconds()
    {
        Expect(FormatCode.Timestamp, "timestamp");
        return (long)ReadFixed64();
    }

    /// <summary>Reads a timestamp (1.6.17).</summary>
    /// <returns>The moment, with offset zero.</returns>
    /// <exception cref="AmqpDecodeException">The next value is not a timestamp, or outside the years 1 to 9999.</exception>
    public DateTimeOffset ReadTimestamp()
    {
        int start = _position;
        long milliseconds = ReadTimestampMilliseconds();
        return AmqpTimestamp.IsInDateTimeRange(milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Fail($"A timestamp of {milliseconds} ms is outside the years 1 to 9999", start);
    }

    /// <summary>Reads a uuid (1.6.18).</summary>
    /// <exception cref="AmqpDecodeException">The next value is not a uuid.</exception>
    public Guid ReadUuid()
    {
        Expect(FormatCode.Uuid, "uuid");
        return new Guid(Take(16), bigEndian: true);
    }

    private void Expect(byte expected, string name)
    {
        int start = _position;
        byte code = ReadConstructor();
        if (code != expected)
        {
            throw Unexpected(name, code, start);
        }
    }

    private AmqpDecimal128 ReadDecimal128Bytes()
    {
        ulong high = ReadFixed64();
        return new AmqpDecimal128(high, ReadFixed64());
    }

    private Rune ReadRune()
    {
        int start = _position;
        uint value = ReadFixed32();
        return Rune.TryCreate(value, out Rune rune) ? rune : throw Fail($"0x{value:X8} is not a Unicode character", start);
    }
}
