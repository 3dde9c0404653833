using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Differential;

/// <summary>What our own decoder makes of a message, in the notation in which proton's is put down.</summary>
internal static class OurCodec
{
    private static readonly Dictionary<ulong, string> Names = new()
    {
        [0x70] = "header", [0x71] = "delivery-annotations", [0x72] = "message-annotations", [0x73] = "properties", [0x74] = "application-properties", [0x75] = "data", [0x76] = "amqp-sequence",
        [0x77] = "amqp-value", [0x78] = "footer",
    };

    /// <summary>Name and value of each section, a line for each.</summary>
    public static string Sections(byte[] bytes)
    {
        AmqpReader reader = new(bytes);
        List<string> lines = [];
        while (!reader.End)
        {
            AmqpDescriptor descriptor = reader.ReadDescriptor();
            lines.Add($"{Names[descriptor.Code]}: {Notation(reader.ReadValue())}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>Why our decoder refuses a message, or null.</summary>
    public static string? Refusal(byte[] bytes)
    {
        try
        {
            AmqpMessage.Decode(bytes);
            return null;
        }
        catch (AmqpDecodeException exception)
        {
            return exception.Message;
        }
    }

    private static ProtonValue Notation(object? value) => value switch
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
        AmqpDecimal32 number => new ProtonValue($"decimal32 {number.Bits:x8}"),
        AmqpDecimal64 number => new ProtonValue($"decimal64 {number.Bits:x16}"),
        AmqpDecimal128 number => ProtonValue.Decimal128($"{number.High:x16}{number.Low:x16}"),
        Rune character => ProtonValue.Char(character.Value),
        DateTimeOffset time => ProtonValue.Timestamp(time),
        AmqpTimestamp time => new ProtonValue($"timestamp {time.Milliseconds}"),
        Guid uuid => ProtonValue.Uuid(uuid),
        byte[] bytes => ProtonValue.Binary(bytes),
        string text => ProtonValue.String(text),
        AmqpSymbol symbol => ProtonValue.Symbol(symbol.Value),
        List<object?> list => ProtonValue.List(list.Select(Notation)),
        AmqpMap map => ProtonValue.Map(map.Select(static entry => (Notation(entry.Key), Notation(entry.Value)))),
        AmqpArray { Descriptor: null } array => ProtonValue.Array(TypeName(array.ElementConstructor), array.Items.Select(Notation)),
        AmqpArray array => ProtonValue.Array($"described ({Notation(array.Descriptor)}) {TypeName(array.ElementConstructor)}", array.Items.Select(Notation)),
        AmqpDescribed described => ProtonValue.Described(Notation(described.Descriptor), Notation(described.Value)),
        _ => throw new InvalidOperationException($"{value.GetType()} is no type that the decoder makes"),
    };

    private static string TypeName(byte constructor) => constructor switch
    {
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
        _ => $"0x{constructor:x2}",
    };
}
