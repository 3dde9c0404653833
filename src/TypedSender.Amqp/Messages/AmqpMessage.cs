using System.Diagnostics.CodeAnalysis;

namespace TypedSender.Amqp.Messages;

/// <summary>A received message, section by section, untyped (AMQP 1.0, 3.2). Thread-safe as long as the values in it are not changed.</summary>
[Experimental("TSAMQP")]
public sealed class AmqpMessage
{
    private readonly List<byte[]> _data = [];
    private readonly List<IReadOnlyList<object?>> _sequences = [];

    private AmqpMessage()
    {
    }

    /// <summary>How the message is to be delivered; null if the section is absent.</summary>
    public Header? Header { get; private set; }

    /// <summary>Annotations of the last hop; null if the section is absent.</summary>
    public AmqpMap? DeliveryAnnotations { get; private set; }

    /// <summary>Annotations of the infrastructure; null if the section is absent.</summary>
    public AmqpMap? MessageAnnotations { get; private set; }

    /// <summary>The immutable properties; null if the section is absent.</summary>
    public Properties? Properties { get; private set; }

    /// <summary>The application's properties; null if the section is absent.</summary>
    public AmqpMap? ApplicationProperties { get; private set; }

    /// <summary>Of which sections the body consists: it tells which of <see cref="Data"/>, <see cref="Sequences"/> and <see cref="Value"/> holds it.</summary>
    public AmqpBodyKind BodyKind { get; private set; }

    /// <summary>The data sections, in order; empty unless the body consists of them.</summary>
    public IReadOnlyList<byte[]> Data => _data;

    /// <summary>The amqp-sequence sections, in order; empty unless the body consists of them.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Sequences => _sequences;

    /// <summary>
    /// The value of the amqp-value section, of a type that <see cref="AmqpReader.ReadValue"/> returns; null also if the body
    /// is of another kind.
    /// </summary>
    public object? Value { get; private set; }

    /// <summary>What was computed after the body; null if the section is absent.</summary>
    public AmqpMap? Footer { get; private set; }

    /// <summary>Reads a whole message.</summary>
    /// <param name="bytes">The message's bytes, all frames' payloads joined.</param>
    /// <exception cref="AmqpDecodeException">
    /// The bytes are not sections in the order of AMQP 1.0, 3.2: header, delivery-annotations, message-annotations,
    /// properties, application-properties, body, footer, each at most once, except for several data or amqp-sequence sections.
    /// </exception>
    public static AmqpMessage Decode(ReadOnlySpan<byte> bytes)
    {
        var message = new AmqpMessage();
        var reader = new AmqpReader(bytes);
        ulong previous = 0;
        while (!reader.End)
        {
            previous = AmqpSections.ReadNext(ref reader, previous);
            message.ReadSection(ref reader, previous);
        }

        return message;
    }

    private void ReadSection(ref AmqpReader reader, ulong code)
    {
        switch (code)
        {
            case SectionCode.Header:
                Header = Messages.Header.DecodeFields(ref reader);
                break;
            case SectionCode.DeliveryAnnotations:
                DeliveryAnnotations = reader.ReadMap();
                break;
            case SectionCode.MessageAnnotations:
                MessageAnnotations = reader.ReadMap();
                break;
            case SectionCode.Properties:
                Properties = Messages.Properties.DecodeFields(ref reader);
                break;
            case SectionCode.ApplicationProperties:
                ApplicationProperties = reader.ReadMap();
                break;
            case SectionCode.Data:
                BodyKind = AmqpBodyKind.Data;
                _data.Add(reader.ReadBinary());
                break;
            case SectionCode.AmqpSequence:
                BodyKind = AmqpBodyKind.Sequence;
                _sequences.Add(reader.ReadList());
                break;
            case SectionCode.AmqpValue:
                BodyKind = AmqpBodyKind.Value;
                Value = reader.ReadValue();
                break;
            default:
                Footer = reader.ReadMap();
                break;
        }
    }
}
