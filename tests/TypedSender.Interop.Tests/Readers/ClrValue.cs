using System.Collections;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>The notation of values in the types of the base library, as all .NET implementations return them.</summary>
internal static class ClrValue
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="write">Writes the values in it.</param>
    public static ProtonValue Write(object? value, Func<object?, ProtonValue> write) => value switch
    {
        null => ProtonValue.Null,
        bool flag => ProtonValue.Boolean(flag),
        byte number => ProtonValue.UByte(number),
        ushort number => ProtonValue.UShort(number),
        uint number => ProtonValue.UInt(number),
        ulong number => ProtonValue.ULong(number),
        sbyte number => ProtonValue.Byte(number),
        short number => ProtonValue.Short(number),
        int number => ProtonValue.Int(number),
        long number => ProtonValue.Long(number),
        float number => ProtonValue.Float(number),
        double number => ProtonValue.Double(number),
        decimal number => Decimal(number),
        char character => ProtonValue.Char(character),
        DateTime time => new ProtonValue($"timestamp {(time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond}"),
        Guid uuid => ProtonValue.Uuid(uuid),
        byte[] bytes => ProtonValue.Binary(bytes),
        string text => ProtonValue.String(text),
        Array array => ProtonValue.Array(TypeOf(array.GetType().GetElementType()!), array.Cast<object?>().Select(write)),
        IList list => ProtonValue.List(list.Cast<object?>().Select(write)),
        IDictionary map => Map(map, write),
        _ => throw new InvalidOperationException($"{value.GetType()} has no notation."),
    };

    private static ProtonValue Map(IDictionary map, Func<object?, ProtonValue> write)
    {
        List<(ProtonValue, ProtonValue)> entries = [];
        foreach (DictionaryEntry entry in map)
        {
            entries.Add((write(entry.Key), write(entry.Value)));
        }

        return ProtonValue.Map(entries);
    }

    /// <summary>The decimal128 of a decimal, digits and scale (IEEE 754, binary integer encoding).</summary>
    private static ProtonValue Decimal(decimal number)
    {
        int[] bits = decimal.GetBits(number);
        ulong exponent = 6176 - (ulong)number.Scale;
        ulong high = (number < 0 || decimal.IsNegative(number) ? 1ul << 63 : 0) | exponent << 49 | (uint)bits[2];
        return ProtonValue.Decimal128($"{high:x16}{(uint)bits[1]:x8}{(uint)bits[0]:x8}");
    }

    /// <summary>The name of the AMQP type that a .NET type stands for in arrays.</summary>
    public static string TypeOf(Type type) => type.Name switch
    {
        "Boolean" => "boolean",
        "Byte" => "ubyte",
        "UInt16" => "ushort",
        "UInt32" => "uint",
        "UInt64" => "ulong",
        "SByte" => "byte",
        "Int16" => "short",
        "Int32" => "int",
        "Int64" => "long",
        "Single" => "float",
        "Double" => "double",
        "Decimal" => "decimal128",
        "Char" => "char",
        "DateTime" => "timestamp",
        "Guid" => "uuid",
        "String" => "string",
        "AmqpSymbol" or "Symbol" => "symbol",
        "ArraySegment`1" or "Byte[]" => "binary",
        "AmqpMap" or "Map" => "map",
        "List" or "List`1" or "IList" => "list",
        string name => name,
    };
}
