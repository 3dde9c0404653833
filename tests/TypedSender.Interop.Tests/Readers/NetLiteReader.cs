using Amqp.Framing;
using Amqp.Types;
using TypedSender.Interop.Tests.Peers;
using ByteBuffer = global::Amqp.ByteBuffer;
using Message = global::Amqp.Message;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>AMQPNetLite, as an application reads messages with it.</summary>
internal sealed class NetLiteReader : IMessageReader
{
    public string Name => ReaderNames.NetLite;

    public string Read(byte[] bytes) => Read(Message.Decode(new ByteBuffer(bytes, 0, bytes.Length, bytes.Length)));

    /// <summary>The sections of a message that was received.</summary>
    public static string Read(Message message)
    {
        SectionWriter sections = new();
        if (message.Header is { } header)
        {
            sections.AddFields("header", Fields(header, header.Durable, header.Priority, header.Ttl, header.FirstAcquirer, header.DeliveryCount));
        }

        AddMap(sections, "delivery-annotations", message.DeliveryAnnotations);
        AddMap(sections, "message-annotations", message.MessageAnnotations);
        if (message.Properties is { } properties)
        {
            sections.AddFields("properties", Fields(
                properties, properties.GetMessageId(), properties.UserId, properties.To, properties.Subject, properties.ReplyTo, properties.GetCorrelationId(), properties.ContentType,
                properties.ContentEncoding, properties.AbsoluteExpiryTime, properties.CreationTime, properties.GroupId, properties.GroupSequence, properties.ReplyToGroupId));
        }

        AddMap(sections, "application-properties", message.ApplicationProperties);
        AddBody(sections, message.BodySection);
        AddMap(sections, "footer", message.Footer);
        return sections.ToString();
    }

    /// <summary>Getters return defaults for fields that are not there.</summary>
    private static ProtonValue[] Fields(DescribedList section, params object?[] fields) => [.. fields.Select((field, index) => section.HasField(index) ? Value(field) : ProtonValue.Null)];

    private static void AddMap(SectionWriter sections, string name, DescribedMap? section)
    {
        if (section is not null)
        {
            sections.Add(name, Value(section.Map));
        }
    }

    private static void AddBody(SectionWriter sections, RestrictedDescribed? body)
    {
        switch (body)
        {
            case DataList list:
                for (int index = 0; index < list.Count; index++)
                {
                    sections.Add("data", Value(list[index].Binary));
                }

                break;
            case Data data:
                sections.Add("data", Value(data.Binary));
                break;
            case AmqpSequence sequence:
                sections.Add("amqp-sequence", Value(sequence.List));
                break;
            case AmqpValue value:
                sections.Add("amqp-value", Value(value.Value));
                break;
        }
    }

    private static ProtonValue Value(object? value) => value switch
    {
        Symbol symbol => ProtonValue.Symbol(symbol),
        global::Amqp.Types.Decimal number => new ProtonValue($"decimal{number.Bytes.Length * 8} {Convert.ToHexStringLower(number.Bytes)}"),
        DescribedValue described => ProtonValue.Described(Value(described.Descriptor), Value(described.Value)),
        _ => ClrValue.Write(value, Value),
    };
}
