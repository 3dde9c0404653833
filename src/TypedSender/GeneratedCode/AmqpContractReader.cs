using System.ComponentModel;
using System.Runtime.CompilerServices;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>What generated decoders share: the entries of maps, descriptors, nested contracts, and the exceptions that name members.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpContractReader
{
    private const int BitsInMask = 64;

    // No text in UTF-8, so that it equals no name.
    private static ReadOnlySpan<byte> NoName => [0xFF];

    /// <summary>Reads the beginning of a map; <see cref="AmqpReader.Leave"/> ends it.</summary>
    /// <param name="reader">Stands at the map.</param>
    /// <exception cref="AmqpDecodeException">The next value is not a valid map.</exception>
    public static AmqpCompoundHeader Map(ref AmqpReader reader)
    {
        byte code = reader.PeekConstructor();
        return code is FormatCode.Map8 or FormatCode.Map32 ? reader.ReadMapHeader() : throw Unexpected("map", code, reader.Position);
    }

    /// <summary>Reads the beginning of a list; <see cref="AmqpReader.Leave"/> ends it.</summary>
    /// <param name="reader">Stands at the list.</param>
    /// <exception cref="AmqpDecodeException">The next value is not a valid list.</exception>
    public static AmqpCompoundHeader List(ref AmqpReader reader)
    {
        byte code = reader.PeekConstructor();
        return code is FormatCode.List0 or FormatCode.List8 or FormatCode.List32 ? reader.ReadListHeader() : throw Unexpected("list", code, reader.Position);
    }

    /// <summary>Reads a key of a map that may be the name of a member, a string or a symbol.</summary>
    /// <param name="reader">Stands at the key; stands at its value afterwards.</param>
    /// <returns>The text in UTF-8, unchecked; of a key of another type, what equals no text.</returns>
    /// <exception cref="AmqpDecodeException">There is no valid value.</exception>
    public static ReadOnlySpan<byte> Key(ref AmqpReader reader)
    {
        switch (reader.PeekConstructor())
        {
            case FormatCode.String8 or FormatCode.String32 or FormatCode.Symbol8 or FormatCode.Symbol32:
                return reader.ReadTextSpan();
            case FormatCode.Null:
                throw new AmqpDecodeException("A map has a null key", reader.Position);
            default:
                reader.Skip();
                return NoName;
        }
    }

    /// <summary>Whether a key of a map is that of a member, which the map must not hold twice (AMQP 1.0, 1.6.23).</summary>
    /// <param name="key">The key.</param>
    /// <param name="name">The key of the member.</param>
    /// <param name="display">The member, as exceptions name it.</param>
    /// <param name="index">The number of the member.</param>
    /// <param name="seen">A bit for each of 64 members.</param>
    /// <param name="member">The member that is read.</param>
    /// <param name="reader">Stands behind the key.</param>
    /// <exception cref="AmqpDecodeException">The map has held the key already.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name, string display, int index, ref ulong seen, ref string member, in AmqpReader reader)
    {
        if (!key.SequenceEqual(name))
        {
            return false;
        }

        member = display;
        ulong bit = 1UL << (index % BitsInMask);
        if ((seen & bit) != 0)
        {
            throw Repeated(in reader);
        }

        seen |= bit;
        return true;
    }

    /// <summary>Reads the descriptor of a contract.</summary>
    /// <param name="reader">Stands at the described value; stands at the value afterwards.</param>
    /// <param name="code">The number that the contract names.</param>
    /// <exception cref="AmqpDecodeException">The value has no descriptor, or another one.</exception>
    public static void Descriptor(ref AmqpReader reader, ulong code) => Descriptor(ref reader, new AmqpDescriptor(code));

    /// <summary>Reads the descriptor of a contract.</summary>
    /// <param name="reader">Stands at the described value; stands at the value afterwards.</param>
    /// <param name="symbol">The symbol that the contract names.</param>
    /// <exception cref="AmqpDecodeException">The value has no descriptor, or another one.</exception>
    public static void Descriptor(ref AmqpReader reader, string symbol) => Descriptor(ref reader, new AmqpDescriptor(AmqpSymbol.FromChecked(symbol)));

    /// <summary>Reads the value of a nested contract.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="reader">Stands at the value; stands behind it afterwards.</param>
    /// <exception cref="AmqpDecodeException">The value is none of the contract.</exception>
    /// <exception cref="NotSupportedException">The contract has no decoder.</exception>
    public static T Contract<T>(ref AmqpReader reader)
        where T : IAmqpContract<T>
        => T.Read(ref reader, isMessage: false);

    /// <summary>Reads a value by the formatter that wrote it.</summary>
    /// <typeparam name="TFormatter">The formatter.</typeparam>
    /// <typeparam name="T">What it formats.</typeparam>
    /// <param name="reader">Stands at the value; stands behind it afterwards.</param>
    /// <exception cref="AmqpDecodeException">The formatter refused the value, or did not read exactly one.</exception>
    public static T Formatted<TFormatter, T>(ref AmqpReader reader)
        where TFormatter : IAmqpReadFormatter<T>
    {
        AmqpReader ahead = reader;
        ahead.Skip();
        int start = reader.Position;
        T value = TFormatter.Read(ref reader);
        return reader.Position == ahead.Position
            ? value
            : throw new AmqpDecodeException($"The formatter {typeof(TFormatter)} stands at byte {reader.Position} after its value, which ends at byte {ahead.Position}. A formatter reads exactly one value", start);
    }

    /// <summary>Reads a body of bytes: of a data section and of all that follow it (AMQP 1.0, 3.2.6).</summary>
    /// <param name="reader">Stands at the bytes of the first section; stands behind those of the last one afterwards.</param>
    /// <param name="isMessage">Whether a message is read, not a value alone.</param>
    /// <exception cref="AmqpDecodeException">A section does not hold binary, or must not follow.</exception>
    public static byte[] Data(ref AmqpReader reader, bool isMessage)
    {
        // The length is counted first, so that many short sections take one allocation.
        AmqpReader ahead = reader;
        int length = 0;
        do
        {
            length += AmqpValueReader.BinarySpan(ref ahead).Length;
        }
        while (isMessage && IsAtData(ref ahead));

        byte[] bytes = new byte[length];
        Span<byte> rest = bytes;
        do
        {
            ReadOnlySpan<byte> section = AmqpValueReader.BinarySpan(ref reader);
            section.CopyTo(rest);
            rest = rest[section.Length..];
        }
        while (isMessage && IsAtData(ref reader));

        return bytes;
    }

    /// <summary>The exception that names the member, for one that does not.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="member">The contract and the member, or the contract.</param>
    public static AmqpDecodeException In(AmqpDecodeException exception, string member)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.In(member);
    }

    /// <summary>A member is not there, or null, though it must have a value.</summary>
    /// <param name="reader">Stands behind the contract.</param>
    /// <param name="member">The contract and the member.</param>
    public static AmqpDecodeException Missing(in AmqpReader reader, string member)
        => new AmqpDecodeException("It is missing or null, but its type does not allow null and nothing says what it is by default. Make it nullable, or give it a default", reader.Position).In(member);

    /// <summary>A member that travels outside the body is not there, though it must have a value.</summary>
    /// <param name="reader">Stands behind the contract.</param>
    /// <param name="member">The contract and the member.</param>
    /// <param name="place">Where it travels, for people.</param>
    /// <param name="isMessage">Whether a message is read, not a value alone.</param>
    public static AmqpDecodeException MissingOutside(in AmqpReader reader, string member, string place, bool isMessage)
        => isMessage
            ? Missing(in reader, member)
            : new AmqpDecodeException($"It travels as {place}, which a value alone does not have. Read the whole message, or make it nullable", reader.Position).In(member);

    /// <summary>A value has another type than the one that is read.</summary>
    internal static AmqpDecodeException Unexpected(string expected, byte code, int offset) => new($"Expected {expected}, found {NameOf(code)}", offset);

    /// <summary>Goes to the content of a further data section, if one follows.</summary>
    private static bool IsAtData(ref AmqpReader reader)
    {
        AmqpReader ahead = reader;
        if (reader.End || AmqpSections.ReadNext(ref ahead, SectionCode.Data) != SectionCode.Data)
        {
            return false;
        }

        reader = ahead;
        return true;
    }

    private static void Descriptor(ref AmqpReader reader, AmqpDescriptor expected)
    {
        int start = reader.Position;
        byte code = reader.PeekConstructor();
        if (code != FormatCode.Described)
        {
            throw Unexpected($"the descriptor {expected}", code, start);
        }

        AmqpDescriptor found = reader.ReadDescriptor();
        if (found != expected)
        {
            throw new AmqpDecodeException($"Expected the descriptor {expected}, found {found}", start);
        }
    }

    /// <summary>The type that a constructor begins (AMQP 1.0, 1.6).</summary>
    private static string NameOf(byte code) => code switch
    {
        FormatCode.Described => "a described value",
        FormatCode.Null => "null",
        FormatCode.Boolean or FormatCode.BooleanTrue or FormatCode.BooleanFalse => "boolean",
        FormatCode.UByte => "ubyte",
        FormatCode.UShort => "ushort",
        FormatCode.UInt or FormatCode.SmallUInt or FormatCode.UInt0 => "uint",
        FormatCode.ULong or FormatCode.SmallULong or FormatCode.ULong0 => "ulong",
        FormatCode.Byte => "byte",
        FormatCode.Short => "short",
        FormatCode.Int or FormatCode.SmallInt => "int",
        FormatCode.Long or FormatCode.SmallLong => "long",
        FormatCode.Float => "float",
        FormatCode.Double => "double",
        FormatCode.Decimal32 => "decimal32",
        FormatCode.Decimal64 => "decimal64",
        FormatCode.Decimal128 => "decimal128",
        FormatCode.Char => "char",
        FormatCode.Timestamp => "timestamp",
        FormatCode.Uuid => "uuid",
        FormatCode.Binary8 or FormatCode.Binary32 => "binary",
        FormatCode.String8 or FormatCode.String32 => "string",
        FormatCode.Symbol8 or FormatCode.Symbol32 => "symbol",
        FormatCode.List0 or FormatCode.List8 or FormatCode.List32 => "list",
        FormatCode.Map8 or FormatCode.Map32 => "map",
        FormatCode.Array8 or FormatCode.Array32 => "array",
        _ => $"the constructor 0x{code:X2}, which begins no value",
    };

    private static AmqpDecodeException Repeated(in AmqpReader reader) => new("Its key stands twice in the map", reader.Position);
}
