using System.Diagnostics.CodeAnalysis;

namespace TypedSender.Amqp.Messages;

/// <summary>A message as it came, section by section, untyped (AMQP 1.0, 3.2). Thread-safe as long as nobody changes what it holds.</summary>
[Experimental("TSAMQP")]
public sealed class AmqpMessage
{
    /// <summary>How the message is to be delivered; null if the section is absent.</summary>
    public Header? Header { get; init; }

    /// <summary>Annotations of the last hop; null if the section is absent.</summary>
    public AmqpMap? DeliveryAnnotations { get; init; }

    /// <summary>Annotations of the infrastructure; null if the section is absent.</summary>
    public AmqpMap? MessageAnnotations { get; init; }

    /// <summary>The immutable properties; null if the section is absent.</summary>
    public Properties? Properties { get; init; }

    /// <summary>The application's properties; null if the section is absent.</summary>
    public AmqpMap? ApplicationProperties { get; init; }

    /// <summary>Of which sections the body consists: it tells which of <see cref="Data"/>, <see cref="Sequences"/> and <see cref="Value"/> holds it.</summary>
    public AmqpBodyKind BodyKind { get; init; }

    /// <summary>The data sections, in order; empty unless the body consists of them.</summary>
    public IReadOnlyList<byte[]> Data { get; init; } = [];

    /// <summary>The amqp-sequence sections, in order; empty unless the body consists of them.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Sequences { get; init; } = [];

    /// <summary>
    /// The value of the amqp-value section, of a type that <see cref="AmqpReader.ReadValue"/> returns; null also if the body
    /// is of another kind.
    /// </summary>
    public object? Value { get; init; }

    /// <summary>What was computed after the body; null if the section is absent.</summary>
    public AmqpMap? Footer { get; init; }

    /// <summary>Reads a whole message.</summary>
    /// <param name="octets">The message's octets, all frames' payloads joined.</param>
    /// <exception cref="AmqpDecodeException">
    /// The octets are not sections in the order of AMQP 1.0, 3.2: header, delivery-annotations, message-annotations,
    /// properties, application-properties, body, footer, each at most once, except for several data or amqp-sequence sections.
    /// </exception>
    public static AmqpMessage Decode(ReadOnlySpan<byte> octets)
    {
        var reader = new AmqpReader(octets);
        Header? header = null;
        AmqpMap? deliveryAnnotations = null;
        AmqpMap? messageAnnotations = null;
        Properties? properties = null;
        AmqpMap? applicationProperties = null;
        AmqpMap? footer = null;
        List<byte[]> data = [];
        List<IReadOnlyList<object?>> sequences = [];
        object? value = null;
        AmqpBodyKind body = AmqpBodyKind.None;
        ulong previous = 0;
        while (!reader.End)
        {
            previous = AmqpSections.ReadNext(ref reader, previous);
            switch (previous)
            {
                case SectionCode.Header:
                    header = Messages.Header.DecodeFields(ref reader);
                    break;
                case SectionCode.DeliveryAnnotations:
                    deliveryAnnotations = reader.ReadMap();
                    break;
                case SectionCode.MessageAnnotations:
                    messageAnnotations = reader.ReadMap();
                    break;
                case SectionCode.Properties:
                    properties = Messages.Properties.DecodeFields(ref reader);
                    break;
                case SectionCode.ApplicationProperties:
                    applicationProperties = reader.ReadMap();
                    break;
                case SectionCode.Data:
                    body = AmqpBodyKind.Data;
                    data.Add(reader.ReadBinary());
                    break;
                case SectionCode.AmqpSequence:
                    body = AmqpBodyKind.Sequence;
                    sequences.Add(reader.ReadList());
                    break;
                case SectionCode.AmqpValue:
                    body = AmqpBodyKind.Value;
                    value = reader.ReadValue();
                    break;
                default:
                    footer = reader.ReadMap();
                    break;
            }
        }

        return new AmqpMessage
        {
            Header = header,
            DeliveryAnnotations = deliveryAnnotations,
            MessageAnnotations = messageAnnotations,
            Properties = properties,
            ApplicationProperties = applicationProperties,
            BodyKind = body,
            Data = data,
            Sequences = sequences,
            Value = value,
            Footer = footer,
        };
    }
}
