using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Connections;

/// <summary>Finds the correlation-id of a message without decoding the rest of it: this happens under the lock, on the thread that reads.</summary>
internal static class ReplyCorrelation
{
    /// <summary>The correlation-id; none when the message has none.</summary>
    /// <exception cref="AmqpDecodeException">The bytes up to the properties are no sections of a message.</exception>
    public static AmqpMessageId Read(ReadOnlySpan<byte> message)
    {
        AmqpReader reader = new(message);
        ulong section = 0;
        while (!reader.End && section < SectionCode.Properties)
        {
            section = AmqpSections.ReadNext(ref reader, section);
            if (section == SectionCode.Properties)
            {
                return Properties.DecodeFields(ref reader).CorrelationId;
            }

            reader.Skip();
        }

        return default;
    }
}
