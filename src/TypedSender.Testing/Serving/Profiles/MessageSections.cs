using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>A message in its sections, of which some can be changed; the others stay byte for byte as they came (AMQP 1.0, 3.2).</summary>
internal sealed class MessageSections
{
    private readonly ReadOnlyMemory<byte>[] _encoded = new ReadOnlyMemory<byte>[SectionCode.Footer - SectionCode.Header + 1];

    private MessageSections()
    {
    }

    /// <summary>The header; without a field if there is none.</summary>
    public Header Header { get; set; }

    /// <summary>The delivery-annotations; empty if there are none.</summary>
    public AmqpMap DeliveryAnnotations { get; set; } = [];

    /// <summary>The message-annotations; empty if there are none.</summary>
    public AmqpMap MessageAnnotations { get; private set; } = [];

    /// <summary>The application-properties; empty if there are none.</summary>
    public AmqpMap ApplicationProperties { get; private set; } = [];

    /// <summary>Reads a message of the format that AMQP defines.</summary>
    /// <exception cref="AmqpDecodeException">The bytes are no such message.</exception>
    public static MessageSections Read(ReadOnlyMemory<byte> message)
    {
        MessageSections sections = new();
        AmqpReader reader = new(message.Span);
        ulong code = 0;
        while (!reader.End)
        {
            int start = reader.Position;
            ulong previous = code;
            code = AmqpSections.ReadNext(ref reader, previous);
            switch (code)
            {
                case SectionCode.Header:
                    sections.Header = Header.DecodeFields(ref reader);
                    break;
                case SectionCode.DeliveryAnnotations:
                    sections.DeliveryAnnotations = reader.ReadMap();
                    break;
                case SectionCode.MessageAnnotations:
                    sections.MessageAnnotations = reader.ReadMap();
                    break;
                case SectionCode.ApplicationProperties:
                    sections.ApplicationProperties = reader.ReadMap();
                    break;
                default:
                    reader.Skip();
                    sections.Keep(code, isContinued: code == previous, message[start..reader.Position]);
                    break;
            }
        }

        return sections;
    }

    /// <summary>Returns the encoded message. Sections that are empty are left out.</summary>
    public byte[] ToBytes()
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        if (!Header.IsEmpty)
        {
            Header.Encode(ref writer);
        }

        for (ulong code = SectionCode.DeliveryAnnotations; code <= SectionCode.Footer; code++)
        {
            switch (code)
            {
                case SectionCode.DeliveryAnnotations:
                    Write(ref writer, code, DeliveryAnnotations);
                    break;
                case SectionCode.MessageAnnotations:
                    Write(ref writer, code, MessageAnnotations);
                    break;
                case SectionCode.ApplicationProperties:
                    Write(ref writer, code, ApplicationProperties);
                    break;
                default:
                    writer.WriteRaw(_encoded[code - SectionCode.Header].Span);
                    break;
            }
        }

        writer.Flush();
        return buffer.ToArray();
    }

    private static void Write(ref AmqpWriter writer, ulong code, AmqpMap map)
    {
        if (map.Count > 0)
        {
            writer.WriteDescriptor(code);
            writer.WriteMap(map);
        }
    }

    /// <summary>Keeps a section as it is; a body may have several of one kind.</summary>
    private void Keep(ulong code, bool isContinued, ReadOnlyMemory<byte> section)
    {
        ref ReadOnlyMemory<byte> kept = ref _encoded[code - SectionCode.Header];
        kept = isContinued ? (byte[])[.. kept.Span, .. section.Span] : section;
    }
}
