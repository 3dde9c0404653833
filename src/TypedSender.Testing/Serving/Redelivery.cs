using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>Writes the number of failed deliveries into the header of a message that is delivered again (AMQP 1.0, 3.2.1).</summary>
internal static class Redelivery
{
    public static ReadOnlySpan<byte> Prepare(BrokerMessage message)
    {
        if (message.FailedDeliveries == 0 || message.MessageFormat != 0)
        {
            return message.Bytes.Span;
        }

        try
        {
            return Rewrite(message);
        }
        catch (AmqpDecodeException)
        {
            // What was no message when it came is handed on as it is.
            return message.Bytes.Span;
        }
    }

    private static ReadOnlySpan<byte> Rewrite(BrokerMessage message)
    {
        ReadOnlySpan<byte> rest = message.Bytes.Span;
        Header header = default;
        AmqpReader peek = new(rest);
        if (peek.ReadDescriptor().Is(Header.DescriptorCode, "amqp:header:list"))
        {
            AmqpReader reader = new(rest);
            header = Header.Decode(ref reader);
            rest = rest[reader.Position..];
        }

        header.DeliveryCount = (header.DeliveryCount ?? 0) + message.FailedDeliveries;
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        header.Encode(ref writer);
        writer.WriteRaw(rest);
        writer.Flush();
        return buffer.ToArray();
    }
}
