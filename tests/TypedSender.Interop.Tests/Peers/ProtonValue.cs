using System.Text.Json;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>
/// A value as a peer decoded it, in a notation that keeps its exact type: <c>uint 5</c>, <c>string "x"</c>,
/// <c>list [int 1, null]</c>, <c>map {string "a": long 2}</c>, <c>array of int [1, 2]</c>, <c>described symbol:foo list []</c>.
/// </summary>
internal readonly record struct ProtonValue(string Notation)
{
    public static ProtonValue Null { get; } = new("null");

    public static ProtonValue Boolean(bool value) => new(value ? "boolean true" : "boolean false");

    public static ProtonValue UByte(byte value) => new($"ubyte {value}");

    public static ProtonValue UShort(ushort value) => new($"ushort {value}");

    public static ProtonValue UInt(uint value) => new($"uint {value}");

    public static ProtonValue ULong(ulong value) => new($"ulong {value}");

    public static ProtonValue Byte(sbyte value) => new($"byte {value}");

    public static ProtonValue Short(short value) => new($"short {value}");

    public static ProtonValue Int(int value) => new($"int {value}");

    public static ProtonValue Long(long value) => new($"long {value}");

    public static ProtonValue Float(float value) => new($"float {BitConverter.SingleToUInt32Bits(value):x8}");

    public static ProtonValue Double(double value) => new($"double {BitConverter.DoubleToUInt64Bits(value):x16}");

    public static ProtonValue Decimal128(string bits) => new($"decimal128 {bits}");

    public static ProtonValue Char(int codePoint) => new($"char {codePoint}");

    public static ProtonValue Timestamp(DateTimeOffset value) => new($"timestamp {value.ToUnixTimeMilliseconds()}");

    public static ProtonValue Uuid(Guid value) => new($"uuid {value:D}");

    public static ProtonValue Binary(ReadOnlySpan<byte> value) => new($"binary {Convert.ToBase64String(value)}");

    public static ProtonValue String(string value) => new($"string {JsonSerializer.Serialize(value)}");

    public static ProtonValue Symbol(string value) => new($"symbol {JsonSerializer.Serialize(value)}");

    public static ProtonValue List(params IEnumerable<ProtonValue> items) => new($"list [{string.Join(", ", items)}]");

    public static ProtonValue Map(params IEnumerable<(ProtonValue Key, ProtonValue Value)> entries) =>
        new($"map {{{string.Join(", ", entries.Select(entry => $"{entry.Key}: {entry.Value}"))}}}");

    public static ProtonValue Array(string type, params IEnumerable<ProtonValue> items) => new($"array of {type} [{string.Join(", ", items)}]");

    public static ProtonValue Described(ProtonValue descriptor, ProtonValue value) => new($"described ({descriptor}) {value}");

    /// <summary>Reads what scripts/amqp_values.py prints.</summary>
    public static ProtonValue Parse(JsonElement json)
    {
        string type = json[0].GetString()!;
        return type switch
        {
            "null" => Null,
            "list" => List(json[1].EnumerateArray().Select(Parse)),
            "map" => Map(json[1].EnumerateArray().Select(entry => (Parse(entry[0]), Parse(entry[1])))),
            "array" => Array(json[1].GetString()!, json[2].EnumerateArray().Select(Parse)),
            "described-array" => Array($"described ({Parse(json[2])}) {json[1].GetString()}", json[3].EnumerateArray().Select(Parse)),
            "described" => Described(Parse(json[1]), Parse(json[2])),
            "string" => String(json[1].GetString()!),
            "symbol" => Symbol(json[1].GetString()!),
            _ => new($"{type} {json[1].GetString()}"),
        };
    }

    public override string ToString() => Notation;
}
