using System.Text.Json;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Tool.Messages;

/// <summary>Makes a message from JSON: an object with a member for each section, named as AMQP 1.0 names it (3.2). What <see cref="MessageJsonWriter"/> writes is read as the same message.</summary>
internal static class MessageJsonReader
{
    public const string TextAdvice = "Text that is no JSON is sent by --body.";

    private static readonly string[] Sections =
    [
        "header", "delivery-annotations", "message-annotations", "properties", "application-properties", "data", "amqp-sequence", "amqp-value", "footer",
    ];

    /// <param name="text">The JSON.</param>
    /// <param name="what">Where it was given, for errors.</param>
    public static AmqpMessage Read(string text, string what)
    {
        using JsonDocument document = Parse(text, what, TextAdvice);
        JsonElement json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new ToolException("A message is a JSON object with a member for each section, such as {\"properties\": {\"subject\": \"x\"}, \"amqp-value\": \"hello\"}.");
        }

        Check(json, Sections, "section");
        return ReadBody(json, new SectionsOf(json));
    }

    /// <summary>A value of AMQP from JSON.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="what">Where it was given, for errors.</param>
    /// <param name="nextStep">What to do where it is none, for errors.</param>
    public static object? ReadValue(string text, string what, string nextStep)
    {
        using JsonDocument document = Parse(text, what, nextStep);
        return JsonValueReader.Read(document.RootElement);
    }

    private static JsonDocument Parse(string text, string what, string nextStep)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException exception)
        {
            // Behind the reason, the message has its own count of lines and bytes, from zero.
            string reason = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw new ToolException($"{what} is no JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}: {reason}). {nextStep}", exception);
        }
    }

    private static AmqpMessage ReadBody(JsonElement json, SectionsOf sections)
    {
        bool hasData = json.TryGetProperty("data", out JsonElement data);
        bool hasSequence = json.TryGetProperty("amqp-sequence", out JsonElement sequence);
        bool hasValue = json.TryGetProperty("amqp-value", out JsonElement value);
        if ((hasData ? 1 : 0) + (hasSequence ? 1 : 0) + (hasValue ? 1 : 0) != 1)
        {
            throw new ToolException("A message has one of the bodies data, amqp-sequence and amqp-value (AMQP 1.0, 3.2). Give one of the three.");
        }

        (Header? header, Properties? properties) = (sections.Header, sections.Properties);
        (AmqpMap? delivery, AmqpMap? annotations, AmqpMap? application, AmqpMap? footer) =
            (sections.Annotations("delivery-annotations"), sections.Annotations("message-annotations"), sections.Map("application-properties"), sections.Annotations("footer"));
        if (hasData)
        {
            return new AmqpMessage
            {
                Header = header, DeliveryAnnotations = delivery, MessageAnnotations = annotations, Properties = properties, ApplicationProperties = application, Footer = footer, Data = ReadData(data),
            };
        }

        return hasSequence
            ? new AmqpMessage
            {
                Header = header, DeliveryAnnotations = delivery, MessageAnnotations = annotations, Properties = properties, ApplicationProperties = application, Footer = footer, Sequences = ReadSequences(sequence),
            }
            : new AmqpMessage
            {
                Header = header, DeliveryAnnotations = delivery, MessageAnnotations = annotations, Properties = properties, ApplicationProperties = application, Footer = footer, Value = JsonValueReader.Read(value),
            };
    }

    /// <summary>One data section as base64, or a list of them.</summary>
    private static List<byte[]> ReadData(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(static item => item.GetBytesFromBase64())] : [json.GetBytesFromBase64()];
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw new ToolException("data is base64, or a list of it. For text, write amqp-value, or --data on the command line.", exception);
        }
    }

    /// <summary>A list for each amqp-sequence section.</summary>
    private static List<IReadOnlyList<object?>> ReadSequences(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.Array)
            ? [.. json.EnumerateArray().Select(static item => (IReadOnlyList<object?>)[.. item.EnumerateArray().Select(JsonValueReader.Read)])]
            : throw new ToolException("amqp-sequence is a list of lists, one for each section: [[1, 2], [3]].");

    private static void Check(JsonElement json, string[] names, string what)
    {
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw new ToolException($"'{member.Name}' is no {what}. Write one of {string.Join(", ", names)}.");
            }
        }
    }

    /// <summary>The sections of an object; each is null where it is absent.</summary>
    private readonly struct SectionsOf(JsonElement message)
    {
        private const string Truth = "true or false";
        private const string Whole = "a whole number from 0 to 4294967295";
        private const string Time = "a time such as \"2026-12-01T12:00:00Z\"";

        private static readonly string[] HeaderFields = ["durable", "priority", "ttl", "first-acquirer", "delivery-count"];

        private static readonly string[] PropertyFields =
        [
            "message-id", "user-id", "to", "subject", "reply-to", "correlation-id", "content-type", "content-encoding", "absolute-expiry-time", "creation-time", "group-id", "group-sequence", "reply-to-group-id",
        ];

        public Header? Header => Find("header", HeaderFields) is not { } json ? null : new Header
        {
            Durable = Get(json, "durable", Truth, static value => value.GetBoolean()),
            Priority = Get(json, "priority", "a whole number from 0 to 255", static value => value.GetByte()),
            Ttl = Get(json, "ttl", "a whole number of milliseconds from 0 to 4294967295", static value => value.GetUInt32()),
            FirstAcquirer = Get(json, "first-acquirer", Truth, static value => value.GetBoolean()),
            DeliveryCount = Get(json, "delivery-count", Whole, static value => value.GetUInt32()),
        };

        public Properties? Properties => Find("properties", PropertyFields) is not { } json ? null : new Properties
        {
            MessageId = ToId(json, "message-id"),
            UserId = Get(json, "user-id", "a string of base64", static value => (ReadOnlyMemory<byte>)value.GetBytesFromBase64()),
            To = ToText(json, "to"),
            Subject = ToText(json, "subject"),
            ReplyTo = ToText(json, "reply-to"),
            CorrelationId = ToId(json, "correlation-id"),
            ContentType = ToText(json, "content-type"),
            ContentEncoding = ToText(json, "content-encoding"),
            AbsoluteExpiryTime = Get(json, "absolute-expiry-time", Time, static value => value.GetDateTimeOffset()),
            CreationTime = Get(json, "creation-time", Time, static value => value.GetDateTimeOffset()),
            GroupId = ToText(json, "group-id"),
            GroupSequence = Get(json, "group-sequence", Whole, static value => value.GetUInt32()),
            ReplyToGroupId = ToText(json, "reply-to-group-id"),
        };

        public AmqpMap? Annotations(string section) => message.TryGetProperty(section, out JsonElement json) ? JsonValueReader.ReadAnnotations(json) : null;

        public AmqpMap? Map(string section) => message.TryGetProperty(section, out JsonElement json) ? JsonValueReader.ReadMap(json) : null;

        private static T? Get<T>(JsonElement json, string field, string what, Func<JsonElement, T> read)
            where T : struct
        {
            if (!json.TryGetProperty(field, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            try
            {
                return read(value);
            }
            catch (Exception exception) when (exception is FormatException or InvalidOperationException)
            {
                throw new ToolException($"'{field}' is {what}, not {value.GetRawText()}.", exception);
            }
        }

        private static string? ToText(JsonElement json, string field) => !json.TryGetProperty(field, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw new ToolException($"'{field}' is a string, not {value.GetRawText()}.");

        /// <summary>An id is a string, a ulong, a uuid or binary (AMQP 1.0, 3.2.11 to 3.2.14).</summary>
        private static AmqpMessageId ToId(JsonElement json, string field) => !json.TryGetProperty(field, out JsonElement value) ? default : JsonValueReader.Read(value) switch
        {
            null => default,
            string text => text,
            int and >= 0 and var number => (ulong)number,
            long and >= 0 and var number => (ulong)number,
            ulong number => number,
            Guid uuid => uuid,
            byte[] bytes => bytes,
            _ => throw new ToolException($"'{field}' is a string, a whole number, {{\"$uuid\": \"…\"}} or {{\"$binary\": \"…\"}}, not {value.GetRawText()}."),
        };

        private JsonElement? Find(string section, string[] fields)
        {
            if (!message.TryGetProperty(section, out JsonElement json))
            {
                return null;
            }

            if (json.ValueKind != JsonValueKind.Object)
            {
                throw new ToolException($"'{section}' is an object with its fields.");
            }

            Check(json, fields, $"field of {section}");
            return json;
        }
    }
}
