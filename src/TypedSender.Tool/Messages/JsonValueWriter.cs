using System.Globalization;
using System.Text;
using System.Text.Json;
using TypedSender.Amqp;

namespace TypedSender.Tool.Messages;

/// <summary>Writes values of AMQP as the JSON that <see cref="JsonValueReader"/> reads back as the same values.</summary>
internal static class JsonValueWriter
{
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case string text: json.WriteStringValue(text); break;
            case int number: json.WriteNumberValue(number); break;
            case long number and (< int.MinValue or > int.MaxValue): json.WriteNumberValue(number); break;
            case ulong number and > long.MaxValue: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteRawValue(ShowFraction(number)); break;
            case AmqpMap map: WriteMap(json, map, static key => key as string); break;
            case AmqpArray array: WriteArray(json, array); break;
            case AmqpDescribed described: WriteTyped(json, "described", () => WriteItems(json, new List<object?> { described.Descriptor, described.Value })); break;
            case System.Collections.IList list and not byte[]: WriteItems(json, list); break;
            default: WriteScalar(json, value); break;
        }
    }

    /// <summary>Writes a map whose keys are symbols; another key makes it a list of pairs.</summary>
    public static void WriteAnnotations(Utf8JsonWriter json, AmqpMap map) => WriteMap(json, map, static key => key is AmqpSymbol symbol ? symbol.Value : null);

    public static void WriteMap(Utf8JsonWriter json, AmqpMap map, Func<object, string?> toName)
    {
        // An object with one member that begins with a dollar sign would be read as a typed value.
        if (map.Any(entry => toName(entry.Key) is null || (map.Count == 1 && toName(entry.Key)!.StartsWith('$'))))
        {
            WriteTyped(json, "map", () => WriteItems(json, map.Select(static entry => (object)new List<object?> { entry.Key, entry.Value }).ToList()));
            return;
        }

        json.WriteStartObject();
        foreach (KeyValuePair<object, object?> entry in map)
        {
            json.WritePropertyName(toName(entry.Key)!);
            Write(json, entry.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case byte number: WriteTyped(json, "ubyte", () => json.WriteNumberValue(number)); break;
            case ushort number: WriteTyped(json, "ushort", () => json.WriteNumberValue(number)); break;
            case uint number: WriteTyped(json, "uint", () => json.WriteNumberValue(number)); break;
            case ulong number: WriteTyped(json, "ulong", () => json.WriteNumberValue(number)); break;
            case sbyte number: WriteTyped(json, "byte", () => json.WriteNumberValue(number)); break;
            case short number: WriteTyped(json, "short", () => json.WriteNumberValue(number)); break;
            case long number: WriteTyped(json, "long", () => json.WriteNumberValue(number)); break;
            case float number when float.IsFinite(number): WriteTyped(json, "float", () => json.WriteNumberValue(number)); break;
            case float number: WriteTyped(json, "float", () => json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture))); break;
            case double number: WriteTyped(json, "double", () => json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture))); break;
            case AmqpDecimal32 number: WriteTyped(json, "decimal32", () => json.WriteStringValue(number.Bits.ToString("X8", CultureInfo.InvariantCulture))); break;
            case AmqpDecimal64 number: WriteTyped(json, "decimal64", () => json.WriteStringValue(number.Bits.ToString("X16", CultureInfo.InvariantCulture))); break;
            case AmqpDecimal128 number when number.TryToDecimal(out decimal plain): WriteTyped(json, "decimal128", () => json.WriteStringValue(plain.ToString(CultureInfo.InvariantCulture))); break;
            case Rune rune: WriteTyped(json, "char", () => json.WriteStringValue(rune.ToString())); break;
            case DateTimeOffset time: WriteTyped(json, "timestamp", () => json.WriteStringValue(time)); break;
            case AmqpTimestamp time: WriteTyped(json, "timestamp", () => json.WriteNumberValue(time.Milliseconds)); break;
            case Guid uuid: WriteTyped(json, "uuid", () => json.WriteStringValue(uuid)); break;
            case byte[] bytes: WriteTyped(json, "binary", () => json.WriteBase64StringValue(bytes)); break;
            case AmqpSymbol symbol: WriteTyped(json, "symbol", () => json.WriteStringValue(symbol.Value)); break;
            default: throw new ToolException($"A value of the type {value.GetType().Name} has no JSON form. Show the message by --wire, and its parts by typed-sender explain.");
        }
    }

    private static void WriteArray(Utf8JsonWriter json, AmqpArray array) => WriteTyped(json, "array", () =>
    {
        json.WriteStartObject();
        json.WriteNumber("constructor", array.ElementConstructor);
        json.WritePropertyName("items");
        WriteItems(json, array.Items.ToList());
        json.WriteEndObject();
    });

    private static void WriteItems(Utf8JsonWriter json, System.Collections.IList items)
    {
        json.WriteStartArray();
        foreach (object? item in items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteTyped(Utf8JsonWriter json, string type, Action write)
    {
        json.WriteStartObject();
        json.WritePropertyName("$" + type);
        write();
        json.WriteEndObject();
    }

    private static string ShowFraction(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
