using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

public static partial class AmqpValueReader
{
    // What a float and a double hold exactly.
    private const long MaxExactFloat = 1L << 24;
    private const long MaxExactDouble = 1L << 53;

    /// <summary>Reads a byte of .NET, a ubyte.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static byte UByte(ref AmqpReader reader) => (byte)Integer(ref reader, byte.MinValue, byte.MaxValue, "ubyte");

    /// <summary>Reads a ushort.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static ushort UShort(ref AmqpReader reader) => (ushort)Integer(ref reader, ushort.MinValue, ushort.MaxValue, "ushort");

    /// <summary>Reads a uint.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static uint UInt(ref AmqpReader reader)
        => reader.PeekConstructor() is FormatCode.UInt or FormatCode.SmallUInt or FormatCode.UInt0
            ? reader.ReadUInt()
            : (uint)Integer(ref reader, uint.MinValue, uint.MaxValue, "uint");

    /// <summary>Reads a ulong.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static ulong ULong(ref AmqpReader reader)
        => reader.PeekConstructor() is FormatCode.ULong or FormatCode.SmallULong or FormatCode.ULong0
            ? reader.ReadULong()
            : (ulong)Integer(ref reader, ulong.MinValue, ulong.MaxValue, "ulong");

    /// <summary>Reads an sbyte, AMQP's byte.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static sbyte Byte(ref AmqpReader reader) => (sbyte)Integer(ref reader, sbyte.MinValue, sbyte.MaxValue, "byte");

    /// <summary>Reads a short.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static short Short(ref AmqpReader reader) => (short)Integer(ref reader, short.MinValue, short.MaxValue, "short");

    /// <summary>Reads an int.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static int Int(ref AmqpReader reader)
        => reader.PeekConstructor() is FormatCode.Int or FormatCode.SmallInt ? reader.ReadInt() : (int)Integer(ref reader, int.MinValue, int.MaxValue, "int");

    /// <summary>Reads a long.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static long Long(ref AmqpReader reader)
        => reader.PeekConstructor() is FormatCode.Long or FormatCode.SmallLong ? reader.ReadLong() : (long)Integer(ref reader, long.MinValue, long.MaxValue, "long");

    /// <summary>Reads a float: a float, or an integer that it holds exactly.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static float Float(ref AmqpReader reader)
        => reader.PeekConstructor() == FormatCode.Float ? reader.ReadFloat() : (float)Integer(ref reader, -MaxExactFloat, MaxExactFloat, "float");

    /// <summary>Reads a double: a double, a float, or an integer that it holds exactly.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static double Double(ref AmqpReader reader) => reader.PeekConstructor() switch
    {
        FormatCode.Double => reader.ReadDouble(),
        FormatCode.Float => reader.ReadFloat(),
        _ => (double)Integer(ref reader, -MaxExactDouble, MaxExactDouble, "double"),
    };

    /// <summary>Reads a decimal: any decimal of AMQP that it holds exactly, or an integer.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static decimal Decimal(ref AmqpReader reader)
    {
        int start = reader.Position;
        decimal value;
        bool isExact;
        switch (reader.PeekConstructor())
        {
            case FormatCode.Decimal128:
                isExact = reader.ReadDecimal128().TryToDecimal(out value);
                break;
            case FormatCode.Decimal64:
                isExact = reader.ReadDecimal64().TryToDecimal(out value);
                break;
            case FormatCode.Decimal32:
                isExact = reader.ReadDecimal32().TryToDecimal(out value);
                break;
            default:
                return (decimal)Integer(ref reader, long.MinValue, ulong.MaxValue, "decimal");
        }

        return isExact
            ? value
            : throw new AmqpDecodeException("Expected a decimal that System.Decimal holds exactly, found one that is not finite, too large, or of more digits", start);
    }

    /// <summary>Reads a decimal32 as its bits.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static AmqpDecimal32 Decimal32(ref AmqpReader reader)
    {
        Expect(in reader, FormatCode.Decimal32, "decimal32");
        return reader.ReadDecimal32();
    }

    /// <summary>Reads a decimal64 as its bits.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static AmqpDecimal64 Decimal64(ref AmqpReader reader)
    {
        Expect(in reader, FormatCode.Decimal64, "decimal64");
        return reader.ReadDecimal64();
    }

    /// <summary>Reads a decimal128 as its bits.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static AmqpDecimal128 Decimal128(ref AmqpReader reader)
    {
        Expect(in reader, FormatCode.Decimal128, "decimal128");
        return reader.ReadDecimal128();
    }

    /// <summary>Reads an integer of any type whose value is in range.</summary>
    private static Int128 Integer(ref AmqpReader reader, Int128 least, Int128 most, string expected)
    {
        int start = reader.Position;
        byte code = reader.PeekConstructor();
        Int128 value = code switch
        {
            FormatCode.UByte => reader.ReadUByte(),
            FormatCode.UShort => reader.ReadUShort(),
            FormatCode.UInt or FormatCode.SmallUInt or FormatCode.UInt0 => reader.ReadUInt(),
            FormatCode.ULong or FormatCode.SmallULong or FormatCode.ULong0 => reader.ReadULong(),
            FormatCode.Byte => reader.ReadByte(),
            FormatCode.Short => reader.ReadShort(),
            FormatCode.Int or FormatCode.SmallInt => reader.ReadInt(),
            FormatCode.Long or FormatCode.SmallLong => reader.ReadLong(),
            _ => throw AmqpContractReader.Unexpected(expected, code, start),
        };
        return value >= least && value <= most ? value : throw new AmqpDecodeException($"Expected {expected}, found {value}, which it cannot hold", start);
    }
}
