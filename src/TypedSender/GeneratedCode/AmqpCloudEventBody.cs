using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Writes contracts as whole events in the JSON format of CloudEvents 1.0, and reads them. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpCloudEventBody
{
    /// <summary>Writes an event as binary (AMQP 1.0, 1.6.19) that holds its JSON in UTF-8: its attributes, and the contract as <c>data</c>.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    /// <param name="typeInfo">What <see cref="AmqpJsonBody.TypeInfo"/> returned.</param>
    /// <param name="contract">The contract, for the exception.</param>
    /// <param name="attributes">Writes the attributes.</param>
    /// <exception cref="AmqpEncodeException">JSON cannot hold a value in it, which the message names, or System.Text.Json cannot write it; the inner exception says why.</exception>
    public static void Write<T>(ref AmqpWriter writer, in T value, JsonTypeInfo<T> typeInfo, string contract, AmqpCloudEventAttributes<T> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        AmqpJsonBody.Write(ref writer, in value, typeInfo, contract, attributes);
    }

    /// <summary>Reads a contract from the <c>data</c> of an event in the JSON format, as the options of its context say.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="json">The bytes of the body; null for none.</param>
    /// <param name="context">The user's context.</param>
    /// <param name="contract">The contract, for the exception.</param>
    /// <param name="contextName">The context, for the exception.</param>
    /// <exception cref="AmqpDecodeException">It is no event with data in JSON, or System.Text.Json cannot read that; the inner exception says why.</exception>
    public static T Read<T>(byte[]? json, JsonSerializerContext context, string contract, string contextName)
    {
        byte[] data;
        try
        {
            data = Data(json);
        }
        catch (JsonException exception)
        {
            throw new AmqpDecodeException($"Its event cannot be read: {TextSanitizer.Clean(exception.Message)}", 0, exception);
        }

        return AmqpJsonBody.Read<T>(data, context, contract, contextName);
    }

    /// <summary>The JSON of the member that is called data.</summary>
    private static byte[] Data(byte[]? json)
    {
        var reader = new Utf8JsonReader(json);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isData = reader.ValueTextEquals("data"u8);
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isData)
                {
                    return json![start..(int)reader.BytesConsumed];
                }
            }
        }

        throw new AmqpDecodeException("Its event has no data", 0);
    }
}
