using System.Collections;
using Azure.Core.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>
/// <see cref="AmqpAnnotatedMessage"/>, in which the SDKs of Azure show a message. Its keys of annotations and its content-types are strings, put down as the symbols that they
/// stand for; values of <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/> and <see cref="Uri"/> as the described values that these SDKs write for them.
/// </summary>
internal class AnnotatedMessageReader : IMessageReader
{
    public virtual string Name => ReaderNames.AnnotatedMessage;

    public string Read(byte[] bytes)
    {
        AmqpAnnotatedMessage message = AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(bytes));
        SectionWriter sections = new();
        if (message.HasSection(AmqpMessageSection.Header))
        {
            AmqpMessageHeader header = message.Header;
            sections.AddFields("header", Value(header.Durable), Value(header.Priority), Value((uint?)header.TimeToLive?.TotalMilliseconds), Value(header.FirstAcquirer), Value(header.DeliveryCount));
        }

        AddAnnotations(sections, message, AmqpMessageSection.DeliveryAnnotations, "delivery-annotations", () => message.DeliveryAnnotations);
        AddAnnotations(sections, message, AmqpMessageSection.MessageAnnotations, "message-annotations", () => message.MessageAnnotations);
        if (message.HasSection(AmqpMessageSection.Properties))
        {
            AddProperties(sections, message.Properties);
        }

        if (message.HasSection(AmqpMessageSection.ApplicationProperties))
        {
            sections.Add("application-properties", ProtonValue.Map(message.ApplicationProperties.Select(entry => (ProtonValue.String(entry.Key), Value(entry.Value)))));
        }

        AddBody(sections, message);
        AddAnnotations(sections, message, AmqpMessageSection.Footer, "footer", () => message.Footer);
        return sections.ToString();
    }

    /// <summary>Adds the sections of the body.</summary>
    protected virtual void AddBody(SectionWriter sections, AmqpAnnotatedMessage message)
    {
        if (message.Body.TryGetData(out IEnumerable<ReadOnlyMemory<byte>>? data))
        {
            foreach (ReadOnlyMemory<byte> bytes in data!)
            {
                sections.Add("data", ProtonValue.Binary(bytes.Span));
            }
        }
        else if (message.Body.TryGetSequence(out IEnumerable<IList<object>>? sequences))
        {
            foreach (IList<object> sequence in sequences!)
            {
                sections.Add("amqp-sequence", ProtonValue.List(sequence.Select(Value)));
            }
        }
        else if (message.Body.TryGetValue(out object? value))
        {
            sections.Add("amqp-value", Value(value));
        }
    }

    private static void AddAnnotations(SectionWriter sections, AmqpAnnotatedMessage message, AmqpMessageSection section, string name, Func<IDictionary<string, object?>> annotations)
    {
        if (message.HasSection(section))
        {
            sections.Add(name, ProtonValue.Map(annotations().Select(entry => (ProtonValue.Symbol(entry.Key), Value(entry.Value)))));
        }
    }

    private static void AddProperties(SectionWriter sections, AmqpMessageProperties properties) => sections.AddFields(
        "properties", Value(properties.MessageId?.ToString()), properties.UserId is { } user ? ProtonValue.Binary(user.Span) : ProtonValue.Null, Value(properties.To?.ToString()),
        Value(properties.Subject), Value(properties.ReplyTo?.ToString()), Value(properties.CorrelationId?.ToString()), Symbol(properties.ContentType), Symbol(properties.ContentEncoding),
        Time(properties.AbsoluteExpiryTime), Time(properties.CreationTime), Value(properties.GroupId), Value(properties.GroupSequence), Value(properties.ReplyToGroupId));

    private static ProtonValue Symbol(string? text) => text is null ? ProtonValue.Null : ProtonValue.Symbol(text);

    private static ProtonValue Time(DateTimeOffset? time) => time is { } value ? ProtonValue.Timestamp(value) : ProtonValue.Null;

    private static ProtonValue Value(object? value) => value switch
    {
        DateTimeOffset time => Described("datetime-offset", ProtonValue.Long(time.UtcTicks)),
        TimeSpan time => Described("timespan", ProtonValue.Long(time.Ticks)),
        Uri uri => Described("uri", ProtonValue.String(uri.OriginalString)),
        ArraySegment<byte> bytes => ProtonValue.Binary(bytes),
        IDictionary<string, object?> map => ProtonValue.Map(map.Select(entry => (ProtonValue.String(entry.Key), Value(entry.Value)))),
        // An empty map in a body is left as Microsoft.Azure.Amqp decoded it.
        AmqpMap { Count: 0 } => ProtonValue.Map(),
        _ => ClrValue.Write(value, Value),
    };

    private static ProtonValue Described(string type, ProtonValue value) => ProtonValue.Described(ProtonValue.Symbol($"com.microsoft:{type}"), value);
}
