using System.Collections;
using System.Text;

namespace TypedSender.Amqp;

// AmqpArray by run-time types: fixed widths as the array's constructor says, lists, maps and arrays always in their 32-bit form.
public ref partial struct AmqpWriter
{
    private void WriteArrayContent(AmqpArray array, int depth)
    {
        if (array.Descriptor is not null)
        {
            WriteDescriptorValue(array.Descriptor);
        }

        byte constructor = array.ElementConstructor switch
        {
            FormatCode.List0 or FormatCode.List8 => FormatCode.List32,
            FormatCode.Map8 => FormatCode.Map32,
            FormatCode.Array8 => FormatCode.Array32,
            byte other => other,
        };
        WriteRawByte(constructor);
        for (int index = 0; index < array.Items.Count; index++)
        {
            WriteElement(constructor, array.Items[index], depth);
        }
    }

    private void WriteElement(byte constructor, object? item, int depth)
    {
        switch (constructor, item)
        {
            case (FormatCode.Null, null):
            case (FormatCode.BooleanTrue, true):
            case (FormatCode.BooleanFalse, false):
            case (FormatCode.UInt0, 0u):
            case (FormatCode.ULong0, 0ul):
                break;
            case (FormatCode.Boolean, bool flag): WriteArrayElement(flag); break;
            case (FormatCode.UByte, byte number): WriteArrayElement(number); break;
            case (FormatCode.UShort, ushort number): WriteArrayElement(number); break;
            case (FormatCode.UInt, uint number): WriteArrayElement(number); break;
            case (FormatCode.SmallUInt, uint number and <= byte.MaxValue): WriteRawByte((byte)number); break;
            case (FormatCode.ULong, ulong number): WriteArrayElement(number); break;
            case (FormatCode.SmallULong, ulong number and <= byte.MaxValue): WriteRawByte((byte)number); break;
            case (FormatCode.Byte, sbyte number): WriteArrayElement(number); break;
            case (FormatCode.Short, short number): WriteArrayElement(number); break;
            case (FormatCode.Int, int number): WriteArrayElement(number); break;
            case (FormatCode.SmallInt, int number and >= sbyte.MinValue and <= sbyte.MaxValue): WriteRawByte((byte)number); break;
            case (FormatCode.Long, long number): WriteArrayElement(number); break;
            case (FormatCode.SmallLong, long number and >= sbyte.MinValue and <= sbyte.MaxValue): WriteRawByte((byte)number); break;
            case (FormatCode.Float, float number): WriteArrayElement(number); break;
            case (FormatCode.Double, double number): WriteArrayElement(number); break;
            case (FormatCode.Decimal32, AmqpDecimal32 number): WriteArrayElement(number.Bits); break;
            case (FormatCode.Decimal64, AmqpDecimal64 number): WriteArrayElement(number.Bits); break;
            case (FormatCode.Decimal128, AmqpDecimal128 number): WriteArrayElement(number); break;
            case (FormatCode.Decimal128, decimal number): WriteArrayElement(AmqpDecimal128.FromDecimal(number)); break;
            case (FormatCode.Char, Rune rune): WriteArrayElement(rune); break;
            case (FormatCode.Timestamp, DateTimeOffset time): WriteArrayElement(time.ToUnixTimeMilliseconds()); break;
            case (FormatCode.Timestamp, AmqpTimestamp time): WriteArrayElement(time.Milliseconds); break;
            case (FormatCode.Uuid, Guid uuid): WriteArrayElement(uuid); break;
            case (FormatCode.Binary8 or FormatCode.Binary32, byte[] bytes): WriteBinaryElement(bytes, constructor); break;
            case (FormatCode.String8 or FormatCode.String32, string text): WriteStringElement(text, constructor); break;
            case (FormatCode.Symbol8 or FormatCode.Symbol32, AmqpSymbol symbol): WriteSymbolElement(symbol.Value, constructor); break;
            default: WriteCompoundElement(constructor, item, depth + 1); break;
        }
    }

    private void WriteCompoundElement(byte constructor, object? item, int depth)
    {
        CheckDepth(depth);
        CompoundScope scope = BeginCompoundElement();
        int count;
        switch (constructor, item)
        {
            case (FormatCode.Map32, AmqpMap map):
                count = WriteMapContent(map, depth);
                break;
            case (FormatCode.Array32, AmqpArray array):
                WriteArrayContent(array, depth);
                count = array.Items.Count;
                break;
            case (FormatCode.List32, IList list and not Array):
                count = WriteListContent(list, depth);
                break;
            default:
                throw new AmqpEncodeException(
                    $"An array whose elements have the constructor 0x{constructor:X2} cannot hold {(item is null ? "null" : $"{item} ({item.GetType()})")}.");
        }

        EndCompoundElement(scope, count);
    }
}
