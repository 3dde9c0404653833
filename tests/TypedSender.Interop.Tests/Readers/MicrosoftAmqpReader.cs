using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;
using TypedSender.Interop.Tests.Peers;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>Microsoft.Azure.Amqp, as an application reads messages with it.</summary>
internal sealed class MicrosoftAmqpReader : IMessageReader
{
    public string Name => ReaderNames.MicrosoftAmqp;

    public string Read(byte[] bytes)
    {
        using AmqpMessage message = AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([new ArraySegment<byte>(bytes)]));
        return Read(message);
    }

    /// <summary>The sections of a message that was received.</summary>
    public static string Read(AmqpMessage message)
    {
        SectionWriter sections = new();
        SectionFlag present = message.Sections;
        if (present.HasFlag(SectionFlag.Header))
        {
            Header header = message.Header;
            sections.AddFields("header", Value(header.Durable), Value(header.Priority), Value(header.Ttl), Value(header.FirstAcquirer), Value(header.DeliveryCount));
        }

        AddAnnotations(sections, present, SectionFlag.DeliveryAnnotations, "delivery-annotations", message.DeliveryAnnotations);
        AddAnnotations(sections, present, SectionFlag.MessageAnnotations, "message-annotations", message.MessageAnnotations);
        if (present.HasFlag(SectionFlag.Properties))
        {
            AddProperties(sections, message.Properties);
        }

        if (present.HasFlag(SectionFlag.ApplicationProperties))
        {
            sections.Add("application-properties", Map(message.ApplicationProperties.Map));
        }

        AddBody(sections, message);
        AddAnnotations(sections, present, SectionFlag.Footer, "footer", message.Footer);
        return sections.ToString();
    }

    private static void AddAnnotations(SectionWriter sections, SectionFlag present, SectionFlag section, string name, DescribedAnnotations annotations)
    {
        if (present.HasFlag(section))
        {
            sections.Add(name, Map(annotations.Map));
        }
    }

    private static void AddProperties(SectionWriter sections, Properties properties) => sections.AddFields(
        "properties", Id(properties.MessageId), properties.UserId.Array is null ? ProtonValue.Null : Value(properties.UserId), Value(properties.To?.ToString()), Value(properties.Subject),
        Value(properties.ReplyTo?.ToString()), Id(properties.CorrelationId), Symbol(properties.ContentType), Symbol(properties.ContentEncoding), Value(properties.AbsoluteExpiryTime),
        Value(properties.CreationTime), Value(properties.GroupId), Value(properties.GroupSequence), Value(properties.ReplyToGroupId));

    private static void AddBody(SectionWriter sections, AmqpMessage message)
    {
        switch (message.BodyType)
        {
            case SectionFlag.Data:
                foreach (Data data in message.DataBody)
                {
                    sections.Add("data", Value(data.Value));
                }

                break;
            case SectionFlag.AmqpSequence:
                foreach (AmqpSequence sequence in message.SequenceBody)
                {
                    sections.Add("amqp-sequence", Value(sequence.List));
                }

                break;
            case SectionFlag.AmqpValue:
                sections.Add("amqp-value", Value(message.ValueBody.Value));
                break;
        }
    }

    /// <summary>An id shows its value as text only; what type it has, tell the ids that it equals.</summary>
    private static ProtonValue Id(MessageId? id)
    {
        if (id?.ToString() is not { } text)
        {
            return ProtonValue.Null;
        }

        return ulong.TryParse(text, out ulong number) && id.Equals((MessageId)number) ? ProtonValue.ULong(number)
            : Guid.TryParse(text, out Guid uuid) && id.Equals((MessageId)uuid) ? ProtonValue.Uuid(uuid)
            : id.Equals((MessageId)text) ? ProtonValue.String(text)
            : ProtonValue.Binary(Convert.FromHexString(text));
    }

    private static ProtonValue Symbol(AmqpSymbol symbol) => symbol.Value is null ? ProtonValue.Null : ProtonValue.Symbol(symbol.Value);

    private static ProtonValue Map(IEnumerable<KeyValuePair<MapKey, object>> map) => ProtonValue.Map(map.Select(entry => (Value(entry.Key.Key), Value(entry.Value))));

    private static ProtonValue Value(object? value) => value switch
    {
        ArraySegment<byte> bytes => ProtonValue.Binary(bytes),
        AmqpSymbol symbol => ProtonValue.Symbol(symbol.Value),
        AmqpMap map => Map(map),
        DescribedType[] array => ProtonValue.Array(
            $"described ({Value(array[0].Descriptor)}) {ClrValue.TypeOf(array[0].Value.GetType())}", array.Select(described => Value(described.Value))),
        DescribedType described => ProtonValue.Described(Value(described.Descriptor), Value(described.Value)),
        _ => ClrValue.Write(value, Value),
    };
}
