using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>An untyped message as a sender encodes it: with the trace context of its send, unless it has one of its own.</summary>
/// <param name="message">The message.</param>
internal readonly struct UntypedMessageSource(AmqpMessage message) : IAmqpMessageSource
{
    public void Encode(ref AmqpWriter writer)
    {
        if (message.BodyKind == AmqpBodyKind.None)
        {
            throw new AmqpEncodeException(
                "The message cannot be encoded: it has no body, and a message has one (AMQP 1.0, 3.2). Set Data, Sequences or Value of the AmqpMessage: Value = null is a body too.");
        }

        MessageEncoding.WriteHead(ref writer, message);
        if (writer.TraceContext is { IdFormat: ActivityIdFormat.W3C })
        {
            WriteTraced(ref writer, message.ApplicationProperties);
        }
        else
        {
            MessageEncoding.WriteMap(ref writer, SectionCode.ApplicationProperties, message.ApplicationProperties);
        }

        MessageEncoding.WriteTail(ref writer, message);
    }

    private static void WriteTraced(ref AmqpWriter writer, AmqpMap? properties)
    {
        AmqpMapSection section = AmqpMapSection.ApplicationProperties();
        if (properties is { Count: > 0 })
        {
            section.WriteEntries(ref writer, properties);
        }

        section.End(ref writer);
    }
}
