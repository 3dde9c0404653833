using System.Collections;
using System.Text;

namespace TypedSender.Amqp;

/// <summary>
/// Encodes an <see cref="AmqpArray"/> by the run-time types of its elements: fixed widths as the array's constructor says, lists, maps and arrays always in their 32-bit form.
/// </summary>
internal static class ArrayEncoding
{
    /// <summary>Writes the descriptor, if there is one, the constructor and the elements of an array that has begun.</summary>
    public static void WriteContent(ref AmqpWriter writer, AmqpArray array, int depth)
    {
        if (array.Descriptor is not null)
        {
            ValueEncoding.WriteDescriptor(ref writer, array.Descriptor);
        }

        byte constructor = array.ElementConstructor switch
        {
            FormatCode.List0 or FormatCode.List8 => FormatCode.List32,
            FormatCode.Map8 => FormatCode.Map32,
            FormatCode.Array8 => FormatCode.Array32,
            byte other => other,
        };
        writer.WriteRawByte(constructor);
        for (int index = 0; index < array.Items.Count; index++)
        {
            WriteElement(ref writer, constructor, array.Items[index], depth);
        }
    }

    private static void WriteElement(ref AmqpWriter writer, byte constructor, object? item, int depth)
    {
        switch (constructor, item)
        {
            case (FormatCode.Null, null):
            case (FormatCode.BooleanTrue, true):
            case (FormatCode.BooleanFalse, false):
            case (FormatCode.UInt0, 0u):
            case (FormatCode.ULong0, 0ul):
                break;
            case (FormatCode.Boolean, bool flag): writer.WriteArrayElement(flag); break;
            case (FormatCode.UByte, byte number): writer.WriteArrayElement(number); break;
            case (FormatCode.UShort, ushort number): writer.WriteArrayElement(number); break;
            case (FormatCode.UInt, uint number): writer.WriteArrayElement(number); break;
            case (FormatCode.SmallUInt, uint number and <= byte.MaxValue): writer.WriteRawByte((byte)number); break;
            case (FormatCode.ULong, ulong number): writer.WriteArrayElement(number); break;
            case (FormatCode.SmallULong, ulong number and <= byte.MaxValue): writer.WriteRawByte((byte)number); break;
            case (FormatCode.Byte, sbyte number): writer.WriteArrayElement(number); break;
            case (FormatCode.Short, short number): writer.WriteArrayElement(number); break;
            case (FormatCode.Int, int number): writer.WriteArrayElement(number); break;
            case (FormatCode.SmallInt, int number and >= sbyte.MinValue and <= sbyte.MaxValue): writer.WriteRawByte((byte)number); break;
            case (FormatCode.Long, long number): writer.WriteArrayElement(number); break;
            case (FormatCode.SmallLong, long number and >= sbyte.MinValue and <= sbyte.MaxValue): writer.WriteRawByte((byte)number); break;
            case (FormatCode.Float, float number): writer.WriteArrayElement(number); break;
            case (FormatCode.Double, double number): writer.WriteArrayElement(number); break;
            case (FormatCode.Decimal32, AmqpDecimal32 number): writer.WriteArrayElement(number.Bits); break;
            case (FormatCode.Decimal64, AmqpDecimal64 number): writer.WriteArrayElement(number.Bits); break;
            case (FormatCode.Decimal128, AmqpDecimal128 number): writer.WriteArrayElement(number); break;
            case (FormatCode.Decimal128, decimal number): writer.WriteArrayElement(AmqpDecimal128.FromDecimal(number)); break;
            case (FormatCode.Char, Rune rune): writer.WriteArrayElement(rune); break;
            case (FormatCode.Timestamp, DateTimeOffset time): writer.WriteArrayElement(time.ToUnixTimeMilliseconds()); break;
            case (FormatCode.Timestamp, AmqpTimestamp time): writer.WriteArrayElement(time.Milliseconds); break;
            case (FormatCode.Uuid, Guid uuid): writer.WriteArrayElement(uuid); break;
            case (FormatCode.Binary8 or FormatCode.Binary32, byte[] bytes): writer.WriteBinaryElement(bytes, constructor); break;
            case (FormatCode.String8 or FormatCode.String32, string text): writer.WriteStringElement(text, constructor); break;
            case (FormatCode.Symbol8 or FormatCode.Symbol32, AmqpSymbol symbol): writer.WriteSymbolElement(symbol.Value, constructor); break;
            default: WriteCompoundElement(ref writer, constructor, item, depth + 1); break;
        }
    }

    private static void WriteCompoundElement(ref AmqpWriter writer, byte constructor, object? item, int depth)
    {
        ValueEncoding.CheckDepth(depth);
        CompoundScope scope = writer.BeginCompoundElement();
        int count;
        switch (constructor, item)
        {
            case (FormatCode.Map32, AmqpMap map):
                count = ValueEncoding.WriteMapContent(ref writer, map, depth);
                break;
            case (FormatCode.Array32, AmqpArray array):
                WriteContent(ref writer, array, depth);
                count = array.Items.Count;
                break;
            case (FormatCode.List32, IList list and not Array):
                count = ValueEncoding.WriteListContent(ref writer, list, depth);
                break;
            default:
                throw new AmqpEncodeException(
                    $"An array whose elements have the constructor 0x{constructor:X2} cannot hold {(item is null ? "null" : $"{item} ({item.GetType()})")}.");
        }

        writer.EndCompoundElement(scope, count);
    }
}
