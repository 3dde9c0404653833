using System.Buffers;
using System.Collections;
using System.Text;

namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    /// <summary>Lists, maps, arrays and described values inside each other, at most.</summary>
    internal const int MaxDepth = 32;

    /// <summary>
    /// Writes a value by its run-time type: everything that <see cref="AmqpReader.ReadValue"/> returns, and <see cref="char"/>, <see cref="decimal"/>,
    /// <see cref="DateTime"/>, <see cref="ReadOnlyMemory{T}"/> of bytes, arrays of <see cref="AmqpSymbol"/>, any <see cref="IDictionary"/> (a map) and any
    /// <see cref="IList"/> (a list).
    /// </summary>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="AmqpEncodeException">AMQP has no type for it, or its values are nested more than 32 deep.</exception>
    public void WriteValue(object? value) => WriteValue(value, 0);

    /// <summary>Writes a map (1.6.23).</summary>
    /// <param name="value">The map; null writes null.</param>
    /// <exception cref="AmqpEncodeException">AMQP has no type for one of its values, or they are nested more than 32 deep.</exception>
    public void WriteMap(AmqpMap? value) => WriteValue(value, 0);

    /// <summary>Writes a key or a value of a map that the caller has begun, and which counts as a level of nesting.</summary>
    /// <exception cref="AmqpEncodeException">AMQP has no type for it, or its values are nested too deep.</exception>
    internal void WriteEntryPart(object? value) => WriteValue(value, 1);

    private void WriteValue(object? value, int depth)
    {
        switch (value)
        {
            case null: WriteNull(); break;
            case string text: WriteString(text.AsSpan()); break;
            case bool flag: WriteBoolean(flag); break;
            case int number: WriteInt(number); break;
            case long number: WriteLong(number); break;
            case uint number: WriteUInt(number); break;
            case ulong number: WriteULong(number); break;
            case byte number: WriteUByte(number); break;
            case sbyte number: WriteByte(number); break;
            case short number: WriteShort(number); break;
            case ushort number: WriteUShort(number); break;
            case float number: WriteFloat(number); break;
            case double number: WriteDouble(number); break;
            case decimal number: WriteDecimal(number); break;
            case AmqpSymbol symbol: WriteSymbol(symbol); break;
            case Guid uuid: WriteUuid(uuid); break;
            case DateTimeOffset time: WriteTimestamp(time); break;
            case DateTime time: WriteTimestamp(time); break;
            case AmqpTimestamp time: WriteTimestampMilliseconds(time.Milliseconds); break;
            case byte[] bytes: WriteBinary(bytes.AsMemory()); break;
            case ReadOnlyMemory<byte> bytes: WriteBinary(bytes); break;
            case Memory<byte> bytes: WriteBinary(bytes); break;
            case ArraySegment<byte> bytes: WriteBinary(bytes.AsMemory()); break;
            case ReadOnlySequence<byte> bytes: WriteBinary(in bytes); break;
            case Rune rune: WriteChar(rune); break;
            case char unit: WriteChar(unit); break;
            case AmqpDecimal32 number: WriteDecimal32(number); break;
            case AmqpDecimal64 number: WriteDecimal64(number); break;
            case AmqpDecimal128 number: WriteDecimal128(number); break;
            case AmqpSymbol[] symbols: WriteSymbolArray(symbols); break;
            default: WriteNested(value, depth + 1); break;
        }
    }

    private void WriteNested(object value, int depth)
    {
        CheckDepth(depth);
        CompoundScope scope;
        switch (value)
        {
            case AmqpMap map:
                scope = BeginMap();
                EndMap(scope, WriteMapContent(map, depth));
                break;
            case AmqpDescribed described:
                WriteDescriptorValue(described.Descriptor);
                WriteValue(described.Value, depth);
                break;
            case AmqpArray array:
                scope = BeginCompound();
                WriteArrayContent(array, depth);
                EndArray(scope, array.Items.Count);
                break;
            case IDictionary dictionary:
                scope = BeginMap();
                EndMap(scope, WriteMapContent(dictionary, depth));
                break;
            case IList list:
                scope = BeginList();
                EndList(scope, WriteListContent(list, depth));
                break;
            default:
                throw new AmqpEncodeException(
                    $"AMQP has no type for {value.GetType()}. Convert it to a number, a string, a Guid, a DateTimeOffset, bytes, a list, an AmqpMap or an AmqpDescribed.");
        }
    }

    private int WriteListContent(IList list, int depth)
    {
        int count = list.Count;
        for (int index = 0; index < count; index++)
        {
            WriteValue(list[index], depth);
        }

        return count;
    }

    private int WriteMapContent(AmqpMap map, int depth)
    {
        foreach (KeyValuePair<object, object?> entry in map)
        {
            WriteValue(entry.Key, depth);
            WriteValue(entry.Value, depth);
        }

        return map.Count * 2;
    }

    private int WriteMapContent(IDictionary dictionary, int depth)
    {
        int count = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            WriteValue(entry.Key, depth);
            WriteValue(entry.Value, depth);
            count += 2;
        }

        return count;
    }

    private void WriteDescriptorValue(object? descriptor)
    {
        if (descriptor is null or AmqpDescribed or AmqpMap or AmqpArray or IList and not byte[] or IDictionary)
        {
            throw new AmqpEncodeException(
                $"A descriptor is a ulong or a symbol, not {descriptor?.GetType().ToString() ?? "null"}. Give a ulong or an AmqpSymbol.");
        }

        WriteRawByte(FormatCode.Described);
        WriteValue(descriptor, 0);
    }

    private static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new AmqpEncodeException(
                $"Values are nested more than {MaxDepth} deep, or hold themselves. Flatten them, or send the inner part as binary.");
        }
    }
}
