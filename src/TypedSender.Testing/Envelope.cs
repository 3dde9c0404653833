using TypedSender.Amqp.Messages;

namespace TypedSender.Testing;

/// <summary>Reads envelopes: messages of format 0x80013700, whose body has a data section for each message in them.</summary>
internal static class Envelope
{
    public static IReadOnlyList<AmqpMessage> Unpack(AmqpMessage message, uint messageFormat)
        => messageFormat == EnvelopeProfile.Default.MessageFormat ? [.. message.Data.Select(bytes => AmqpMessage.Decode(bytes))] : [message];
}
