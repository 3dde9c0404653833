using System.Globalization;
using System.Text;
using System.Text.Json;
using TypedSender.Amqp;

namespace TypedSender.Tool.Messages;

/// <summary>
/// Makes values of AMQP from JSON. What JSON has no word for is an object with one member, whose name is the type behind a dollar sign: <c>{"$uuid": "…"}</c>. An integer is an int
/// where it fits, else a long, else a ulong; another number is a double.
/// </summary>
internal static class JsonValueReader
{
    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => ReadNumber(json),
        JsonValueKind.Array => new List<object?>(json.EnumerateArray().Select(Read)),
        _ => ReadObject(json),
    };

    /// <summary>A map whose keys are symbols, as those of annotations are (AMQP 1.0, 3.2.10).</summary>
    public static AmqpMap ReadAnnotations(JsonElement json) => ReadMap(json, static name => new AmqpSymbol(name));

    /// <summary>A map whose keys are strings.</summary>
    public static AmqpMap ReadMap(JsonElement json) => ReadMap(json, static name => name);

    private static AmqpMap ReadMap(JsonElement json, Func<string, object> toKey)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new ToolException($"A map is an object in JSON, not {Show(json)}.");
        }

        if (ReadTyped(json) is AmqpMap typed)
        {
            return typed;
        }

        AmqpMap map = [];
        foreach (JsonProperty member in json.EnumerateObject())
        {
            Add(map, toKey(member.Name), Read(member.Value));
        }

        return map;
    }

    private static object ReadNumber(JsonElement json)
    {
        if (json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'))
        {
            return json.GetDouble() is var number && double.IsFinite(number) ? number : throw new ToolException($"{Show(json)} is beyond every double. Write {{\"$decimal128\": \"…\"}}, or a string.");
        }

        return json.TryGetInt32(out int small) ? small
            : json.TryGetInt64(out long large) ? large
            : json.TryGetUInt64(out ulong larger) ? larger
            : throw new ToolException($"{Show(json)} is beyond every integer of AMQP. Write {{\"$decimal128\": \"…\"}}, or a string.");
    }

    private static object ReadObject(JsonElement json) => ReadTyped(json) ?? ReadMap(json, static name => name);

    private static object? ReadTyped(JsonElement json)
    {
        JsonProperty[] members = [.. json.EnumerateObject().Take(2)];
        if (members is not [{ Name: ['$', .. var type] } only])
        {
            return null;
        }

        try
        {
            return ReadTyped(type, only.Value);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            throw new ToolException($"{Show(only.Value)} is no value of the type {type} of AMQP.{Advise(type)}", exception);
        }
    }

    private static object ReadTyped(string type, JsonElement json) => type switch
    {
        "ubyte" => json.GetByte(),
        "ushort" => json.GetUInt16(),
        "uint" => json.GetUInt32(),
        "ulong" => json.GetUInt64(),
        "byte" => json.GetSByte(),
        "short" => json.GetInt16(),
        "int" => json.GetInt32(),
        "long" => json.GetInt64(),
        "float" => json.ValueKind == JsonValueKind.String ? float.Parse(json.GetString()!, CultureInfo.InvariantCulture) : ReadSingle(json),
        "double" => json.ValueKind == JsonValueKind.String ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetDouble(),
        "decimal32" => new AmqpDecimal32(uint.Parse(json.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        "decimal64" => new AmqpDecimal64(ulong.Parse(json.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        "decimal128" => AmqpDecimal128.FromDecimal(json.ValueKind == JsonValueKind.String ? decimal.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetDecimal()),
        "char" => ReadChar(json.GetString()!),
        "timestamp" => json.ValueKind == JsonValueKind.Number ? new AmqpTimestamp(json.GetInt64()) : json.GetDateTimeOffset(),
        "uuid" => json.GetGuid(),
        "binary" => json.GetBytesFromBase64(),
        "symbol" => new AmqpSymbol(json.GetString()!),
        "map" => ReadPairs(json),
        "array" => new AmqpArray(json.GetProperty("constructor").GetByte(), [.. json.GetProperty("items").EnumerateArray().Select(Read)]),
        "described" => ReadDescribed(json),
        _ => throw new ToolException(
            $"'${type}' is no type of AMQP. Write one of $ubyte, $ushort, $uint, $ulong, $byte, $short, $int, $long, $float, $double, $decimal128, $char, $timestamp, $uuid, $binary, $symbol, $map, $array, $described."),
    };

    private static AmqpMap ReadPairs(JsonElement json)
    {
        AmqpMap map = [];
        foreach (JsonElement entry in json.EnumerateArray())
        {
            (JsonElement key, JsonElement value) = ReadPair(entry);
            Add(map, Read(key) ?? throw new ToolException("A map has a null key, which AMQP does not allow (1.6.23)."), Read(value));
        }

        return map;
    }

    private static void Add(AmqpMap map, object key, object? value)
    {
        if (map.ContainsKey(key))
        {
            throw new ToolException($"A map has the key '{key}' twice, which AMQP does not allow (1.6.23).");
        }

        map[key] = value;
    }

    private static AmqpDescribed ReadDescribed(JsonElement json)
    {
        (JsonElement descriptor, JsonElement value) = ReadPair(json);
        return new AmqpDescribed(Read(descriptor)!, Read(value));
    }

    private static (JsonElement First, JsonElement Second) ReadPair(JsonElement json) => json.GetArrayLength() == 2 ? (json[0], json[1]) : throw new FormatException();

    private static float ReadSingle(JsonElement json) => json.GetSingle() is var number && float.IsFinite(number) ? number : throw new OverflowException();

    private static Rune ReadChar(string text) => Rune.GetRuneAt(text, 0) is var rune && rune.Utf16SequenceLength == text.Length ? rune : throw new FormatException();

    private static string Advise(string type) => type switch
    {
        "array" => " Write {\"$array\": {\"constructor\": 113, \"items\": [1, 2]}}: the constructor of its items (AMQP 1.0, 1.6.24), and the items.",
        "map" => " Write {\"$map\": [[key, value], …]}.",
        "described" => " Write {\"$described\": [descriptor, value]}.",
        "char" => " Write one character.",
        "timestamp" => " Write {\"$timestamp\": \"2026-12-01T12:00:00Z\"}, or the milliseconds since 1970.",
        "uuid" => " Write {\"$uuid\": \"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\"}.",
        "binary" => " Write {\"$binary\": \"AQI=\"}, with the bytes in base64.",
        _ => "",
    };

    private static string Show(JsonElement json)
    {
        string text = json.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
