using TypedSender.Amqp;

namespace TypedSender.Tool.Explaining;

/// <summary>The name and the section of a primitive type, by its constructor (AMQP 1.0, 1.6).</summary>
internal static class PrimitiveTypes
{
    public static (string Name, string Section)? Find(byte code) => code switch
    {
        FormatCode.Null => ("null", "1.6.1"),
        FormatCode.Boolean or FormatCode.BooleanTrue or FormatCode.BooleanFalse => ("boolean", "1.6.2"),
        FormatCode.UByte => ("ubyte", "1.6.3"),
        FormatCode.UShort => ("ushort", "1.6.4"),
        FormatCode.UInt or FormatCode.SmallUInt or FormatCode.UInt0 => ("uint", "1.6.5"),
        FormatCode.ULong or FormatCode.SmallULong or FormatCode.ULong0 => ("ulong", "1.6.6"),
        FormatCode.Byte => ("byte", "1.6.7"),
        FormatCode.Short => ("short", "1.6.8"),
        FormatCode.Int or FormatCode.SmallInt => ("int", "1.6.9"),
        FormatCode.Long or FormatCode.SmallLong => ("long", "1.6.10"),
        FormatCode.Float => ("float", "1.6.11"),
        FormatCode.Double => ("double", "1.6.12"),
        FormatCode.Decimal32 => ("decimal32", "1.6.13"),
        FormatCode.Decimal64 => ("decimal64", "1.6.14"),
        FormatCode.Decimal128 => ("decimal128", "1.6.15"),
        FormatCode.Char => ("char", "1.6.16"),
        FormatCode.Timestamp => ("timestamp", "1.6.17"),
        FormatCode.Uuid => ("uuid", "1.6.18"),
        FormatCode.Binary8 or FormatCode.Binary32 => ("binary", "1.6.19"),
        FormatCode.String8 or FormatCode.String32 => ("string", "1.6.20"),
        FormatCode.Symbol8 or FormatCode.Symbol32 => ("symbol", "1.6.21"),
        FormatCode.List0 or FormatCode.List8 or FormatCode.List32 => ("list", "1.6.22"),
        FormatCode.Map8 or FormatCode.Map32 => ("map", "1.6.23"),
        FormatCode.Array8 or FormatCode.Array32 => ("array", "1.6.24"),
        _ => null,
    };

    /// <summary>The bytes of a value of fixed width, or of the size that a variable or compound value begins with (AMQP 1.0, 1.2).</summary>
    public static int WidthOf(byte code) => (code >> 4) switch
    {
        0x4 => 0,
        0x5 or 0xA or 0xC or 0xE => 1,
        0x6 => 2,
        0x7 or 0xB or 0xD or 0xF => 4,
        0x8 => 8,
        _ => 16,
    };

    public static bool IsVariable(byte code) => code >> 4 is 0xA or 0xB;

    public static bool IsCompound(byte code) => code >> 4 is 0xC or 0xD or 0xE or 0xF;
}
