using System.Buffers;
using System.Collections;
using System.Text;

namespace TypedSender.Amqp;

/// <summary>Encodes values by their run-time types, for <see cref="AmqpWriter.WriteValue"/>.</summary>
internal static class ValueEncoding
{
    /// <summary>Lists, maps, arrays and described values inside each other, at most.</summary>
    public const int MaxDepth = 32;

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="depth">How many lists, maps, arrays and described values it stands in.</param>
    public static void Write(ref AmqpWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null: writer.WriteNull(); break;
            case string text: writer.WriteString(text.AsSpan()); break;
            case bool flag: writer.WriteBoolean(flag); break;
            case int number: writer.WriteInt(number); break;
            case long number: writer.WriteLong(number); break;
            case uint number: writer.WriteUInt(number); break;
            case ulong number: writer.WriteULong(number); break;
            case byte number: writer.WriteUByte(number); break;
            case sbyte number: writer.WriteByte(number); break;
            case short number: writer.WriteShort(number); break;
            case ushort number: writer.WriteUShort(number); break;
            case float number: writer.WriteFloat(number); break;
            case double number: writer.WriteDouble(number); break;
            case decimal number: writer.WriteDecimal(number); break;
            case AmqpSymbol symbol: writer.WriteSymbol(symbol); break;
            case Guid uuid: writer.WriteUuid(uuid); break;
            case DateTimeOffset time: writer.WriteTimestamp(time); break;
            case DateTime time: writer.WriteTimestamp(time); break;
            case AmqpTimestamp time: writer.WriteTimestampMilliseconds(time.Milliseconds); break;
            case byte[] bytes: writer.WriteBinary(bytes.AsMemory()); break;
            case ReadOnlyMemory<byte> bytes: writer.WriteBinary(bytes); break;
            case Memory<byte> bytes: writer.WriteBinary(bytes); break;
            case ArraySegment<byte> bytes: writer.WriteBinary(bytes.AsMemory()); break;
            case ReadOnlySequence<byte> bytes: writer.WriteBinary(in bytes); break;
            case Rune rune: writer.WriteChar(rune); break;
            case char unit: writer.WriteChar(unit); break;
            case AmqpDecimal32 number: writer.WriteDecimal32(number); break;
            case AmqpDecimal64 number: writer.WriteDecimal64(number); break;
            case AmqpDecimal128 number: writer.WriteDecimal128(number); break;
            case AmqpSymbol[] symbols: writer.WriteSymbolArray(symbols); break;
            default: WriteNested(ref writer, value, depth + 1); break;
        }
    }

    /// <summary>Writes the elements of a list that has begun, and returns their number.</summary>
    public static int WriteListContent(ref AmqpWriter writer, IList list, int depth)
    {
        int count = list.Count;
        for (int index = 0; index < count; index++)
        {
            Write(ref writer, list[index], depth);
        }

        return count;
    }

    /// <summary>Writes the entries of a map that has begun, and returns the number of keys and values.</summary>
    public static int WriteMapContent(ref AmqpWriter writer, AmqpMap map, int depth)
    {
        foreach (KeyValuePair<object, object?> entry in map)
        {
            Write(ref writer, entry.Key, depth);
            Write(ref writer, entry.Value, depth);
        }

        return map.Count * 2;
    }

    /// <summary>Writes the byte 0x00 and a descriptor (AMQP 1.0, 1.2).</summary>
    public static void WriteDescriptor(ref AmqpWriter writer, object? descriptor)
    {
        if (descriptor is null or AmqpDescribed or AmqpMap or AmqpArray or IList and not byte[] or IDictionary)
        {
            throw new AmqpEncodeException(
                $"A descriptor is a ulong or a symbol, not {descriptor?.GetType().ToString() ?? "null"}. Give a ulong or an AmqpSymbol.");
        }

        writer.WriteRawByte(FormatCode.Described);
        Write(ref writer, descriptor, 0);
    }

    /// <summary>Refuses a value that is nested too deep.</summary>
    /// <exception cref="AmqpEncodeException">It is.</exception>
    public static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new AmqpEncodeException(
                $"Values are nested more than {MaxDepth} deep, or hold themselves. Flatten them, or send the inner part as binary.");
        }
    }

    private static void WriteNested(ref AmqpWriter writer, object value, int depth)
    {
        CheckDepth(depth);
        CompoundScope scope;
        switch (value)
        {
            case AmqpMap map:
                scope = writer.BeginMap();
                writer.EndMap(scope, WriteMapContent(ref writer, map, depth));
                break;
            case AmqpDescribed described:
                WriteDescriptor(ref writer, described.Descriptor);
                Write(ref writer, described.Value, depth);
                break;
            case AmqpArray array:
                scope = writer.BeginCompound();
                ArrayEncoding.WriteContent(ref writer, array, depth);
                writer.EndArray(scope, array.Items.Count);
                break;
            case IDictionary dictionary:
                scope = writer.BeginMap();
                writer.EndMap(scope, WriteMapContent(ref writer, dictionary, depth));
                break;
            case IList list:
                scope = writer.BeginList();
                writer.EndList(scope, WriteListContent(ref writer, list, depth));
                break;
            default:
                throw new AmqpEncodeException(
                    $"AMQP has no type for {value.GetType()}. Convert it to a number, a string, a Guid, a DateTimeOffset, bytes, a list, an AmqpMap or an AmqpDescribed.");
        }
    }

    private static int WriteMapContent(ref AmqpWriter writer, IDictionary dictionary, int depth)
    {
        int count = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            Write(ref writer, entry.Key, depth);
            Write(ref writer, entry.Value, depth);
            count += 2;
        }

        return count;
    }
}
