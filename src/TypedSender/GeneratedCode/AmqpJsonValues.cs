using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Writes JSON that a member holds as a string or as binary, and reads it. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpJsonValues
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes JSON as a string (AMQP 1.0, 1.6.20).</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The JSON.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It is undefined, holds half a character or a number that JSON does not have, or a value in it cannot be written; the inner exception says why.</exception>
    public static void WriteString(ref AmqpWriter writer, JsonElement value, string member) => writer.WriteUtf8String(Text(value, null, member));

    /// <inheritdoc cref="WriteString(ref AmqpWriter, JsonElement, string)"/>
    public static void WriteString(ref AmqpWriter writer, JsonDocument value, string member)
    {
        ArgumentNullException.ThrowIfNull(value);
        WriteString(ref writer, value.RootElement, member);
    }

    /// <inheritdoc cref="WriteString(ref AmqpWriter, JsonElement, string)"/>
    public static void WriteString(ref AmqpWriter writer, JsonNode value, string member) => writer.WriteUtf8String(Text(default, value, member));

    /// <summary>Writes JSON in UTF-8 as binary (AMQP 1.0, 1.6.19).</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The JSON.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It is undefined, holds half a character or a number that JSON does not have, or a value in it cannot be written; the inner exception says why.</exception>
    public static void WriteBinary(ref AmqpWriter writer, JsonElement value, string member) => writer.WriteBinary(Text(value, null, member));

    /// <inheritdoc cref="WriteBinary(ref AmqpWriter, JsonElement, string)"/>
    public static void WriteBinary(ref AmqpWriter writer, JsonDocument value, string member)
    {
        ArgumentNullException.ThrowIfNull(value);
        WriteBinary(ref writer, value.RootElement, member);
    }

    /// <inheritdoc cref="WriteBinary(ref AmqpWriter, JsonElement, string)"/>
    public static void WriteBinary(ref AmqpWriter writer, JsonNode value, string member) => writer.WriteBinary(Text(default, value, member));

    /// <summary>Reads JSON from a string, or from binary.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    /// <exception cref="AmqpDecodeException">It is neither, or no JSON.</exception>
    public static JsonElement ReadElement(ref AmqpReader reader)
    {
        int start = reader.Position;
        try
        {
            var json = new Utf8JsonReader(Bytes(ref reader));
            JsonElement element = JsonElement.ParseValue(ref json);
            return json.Read() ? throw new JsonException("there is more behind the value.") : element;
        }
        catch (JsonException exception)
        {
            throw NoJson(exception, start);
        }
    }

    /// <inheritdoc cref="ReadElement"/>
    public static JsonDocument ReadDocument(ref AmqpReader reader)
    {
        int start = reader.Position;
        try
        {
            return JsonDocument.Parse(Bytes(ref reader));
        }
        catch (JsonException exception)
        {
            throw NoJson(exception, start);
        }
    }

    /// <inheritdoc cref="ReadElement"/>
    /// <typeparam name="T">The kind of node.</typeparam>
    /// <returns>The node; null for the null of JSON.</returns>
    public static T? ReadNode<T>(ref AmqpReader reader)
        where T : JsonNode
    {
        int start = reader.Position;
        JsonElement element = ReadElement(ref reader);
        JsonNode? node = element.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(element),
            JsonValueKind.Array => JsonArray.Create(element),
            JsonValueKind.Null => null,
            _ => JsonValue.Create(element),
        };
        return node is null or T ? (T?)node : throw new AmqpDecodeException($"Expected the JSON of a {typeof(T).Name}, found {element.ValueKind}", start);
    }

    private static byte[] Bytes(ref AmqpReader reader)
        => reader.PeekConstructor() is FormatCode.Binary8 or FormatCode.Binary32 ? reader.ReadBinary() : Encoding.UTF8.GetBytes(AmqpValueReader.String(ref reader));

    private static AmqpDecodeException NoJson(JsonException exception, int start) => new($"Expected JSON, found what is none: {TextSanitizer.Clean(exception.Message)}", start);

    /// <summary>The JSON of the node or, without one, of the element.</summary>
    private static ReadOnlySpan<byte> Text(JsonElement element, JsonNode? node, string member)
    {
        if (node is null && element.ValueKind == JsonValueKind.Undefined)
        {
            throw new AmqpEncodeException($"{member} is an undefined JsonElement, which has no JSON. Set it, or make it nullable and leave it null.") { Member = member };
        }

        var text = new ArrayBufferWriter<byte>();
        try
        {
            using var json = new Utf8JsonWriter(text, s_options);
            if (node is null)
            {
                element.WriteTo(json);
            }
            else
            {
                node.WriteTo(json);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException and not ObjectDisposedException or ArgumentException or JsonException or NotSupportedException)
        {
            throw new AmqpEncodeException($"{member} cannot be written as JSON: {exception.Message}", exception) { Member = member };
        }

        return JsonObstacle.HasReplacement(text.WrittenSpan) && JsonObstacle.Find(JsonObstacleKind.HalfCharacter, node, null) is { } obstacle
            ? throw new AmqpEncodeException($"{member} cannot be written as JSON: {obstacle.Reason}") { Member = member }
            : text.WrittenSpan;
    }
}
