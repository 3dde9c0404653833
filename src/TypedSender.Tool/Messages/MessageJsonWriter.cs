using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Tool.Messages;

/// <summary>Writes a message as JSON, section by section; see <see cref="MessageJsonReader"/>.</summary>
internal static class MessageJsonWriter
{
    public static string Write(AmqpMessage message, bool indented)
    {
        using MemoryStream memory = new();
        using (Utf8JsonWriter json = new(memory, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteHeader(json, message.Header);
            WriteAnnotations(json, "delivery-annotations", message.DeliveryAnnotations);
            WriteAnnotations(json, "message-annotations", message.MessageAnnotations);
            WriteProperties(json, message.Properties);
            if (message.ApplicationProperties is { } application)
            {
                json.WritePropertyName("application-properties");
                JsonValueWriter.WriteMap(json, application, static key => key as string);
            }

            WriteBody(json, message);
            WriteAnnotations(json, "footer", message.Footer);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    private static void WriteHeader(Utf8JsonWriter json, Header? section)
    {
        if (section is { } header)
        {
            json.WriteStartObject("header");
            WriteField(json, "durable", header.Durable);
            WriteNumber(json, "priority", header.Priority);
            WriteNumber(json, "ttl", header.Ttl);
            WriteField(json, "first-acquirer", header.FirstAcquirer);
            WriteNumber(json, "delivery-count", header.DeliveryCount);
            json.WriteEndObject();
        }
    }

    private static void WriteProperties(Utf8JsonWriter json, Properties? section)
    {
        if (section is { } properties)
        {
            json.WriteStartObject("properties");
            WriteId(json, "message-id", properties.MessageId);
            if (properties.UserId is { } user)
            {
                json.WriteBase64String("user-id", user.Span);
            }

            WriteText(json, "to", properties.To);
            WriteText(json, "subject", properties.Subject);
            WriteText(json, "reply-to", properties.ReplyTo);
            WriteId(json, "correlation-id", properties.CorrelationId);
            WriteText(json, "content-type", properties.ContentType);
            WriteText(json, "content-encoding", properties.ContentEncoding);
            WriteTime(json, "absolute-expiry-time", properties.AbsoluteExpiryTime);
            WriteTime(json, "creation-time", properties.CreationTime);
            WriteText(json, "group-id", properties.GroupId);
            WriteNumber(json, "group-sequence", properties.GroupSequence);
            WriteText(json, "reply-to-group-id", properties.ReplyToGroupId);
            json.WriteEndObject();
        }
    }

    private static void WriteBody(Utf8JsonWriter json, AmqpMessage message)
    {
        switch (message.BodyKind)
        {
            case AmqpBodyKind.Value:
                json.WritePropertyName("amqp-value");
                JsonValueWriter.Write(json, message.Value);
                break;
            case AmqpBodyKind.Sequence:
                json.WritePropertyName("amqp-sequence");
                JsonValueWriter.Write(json, message.Sequences.Select(static sequence => (object?)sequence.ToList()).ToList());
                break;
            case AmqpBodyKind.Data when message.Data is [var only]:
                json.WriteBase64String("data", only);
                break;
            case AmqpBodyKind.Data:
                json.WriteStartArray("data");
                foreach (byte[] section in message.Data)
                {
                    json.WriteBase64StringValue(section);
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void WriteAnnotations(Utf8JsonWriter json, string section, AmqpMap? map)
    {
        if (map is not null)
        {
            json.WritePropertyName(section);
            JsonValueWriter.WriteAnnotations(json, map);
        }
    }

    private static void WriteField(Utf8JsonWriter json, string field, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(field, flag);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string field, uint? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(field, number);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string field, string? value)
    {
        if (value is not null)
        {
            json.WriteString(field, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string field, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            json.WriteString(field, time);
        }
    }

    private static void WriteId(Utf8JsonWriter json, string field, AmqpMessageId id)
    {
        if (id.IsNone)
        {
            return;
        }

        json.WritePropertyName(field);
        if (id.ToObject() is ulong number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            JsonValueWriter.Write(json, id.ToObject());
        }
    }
}
