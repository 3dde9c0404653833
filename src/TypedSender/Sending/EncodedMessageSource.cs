using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>A message that is encoded already.</summary>
/// <param name="message">Its bytes.</param>
internal readonly struct EncodedMessageSource(ReadOnlyMemory<byte> message) : IAmqpMessageSource
{
    public void Encode(ref AmqpWriter writer) => writer.WriteEncoded(message);

    /// <summary>Refuses what is no message, before anything of it is sent.</summary>
    /// <param name="message">The bytes.</param>
    /// <param name="messageFormat">The format; sections are checked for the formats that consist of them.</param>
    /// <exception cref="ArgumentException"><paramref name="message"/> is empty, or not made of whole sections in their order.</exception>
    public static void Check(ReadOnlySpan<byte> message, uint messageFormat)
    {
        if (message.IsEmpty)
        {
            throw new ArgumentException("The message has no bytes. A message has a body at least (AMQP 1.0, 3.2).", nameof(message));
        }

        if (messageFormat != 0 && messageFormat != EnvelopeProfile.Default.MessageFormat)
        {
            return;
        }

        try
        {
            CheckSections(message);
        }
        catch (AmqpDecodeException exception)
        {
            throw new ArgumentException(
                $"The bytes are no message of format {(messageFormat == 0 ? "0" : "0x80013700")}: {exception.Message.TrimEnd('.')}. Give all sections, body included, as a sender encodes them.", nameof(message), exception);
        }
    }

    private static void CheckSections(ReadOnlySpan<byte> message)
    {
        var reader = new AmqpReader(message);
        bool hasBody = false;
        for (ulong code = 0; !reader.End;)
        {
            code = AmqpSections.ReadNext(ref reader, code);
            hasBody |= code is >= SectionCode.Data and <= SectionCode.AmqpValue;
            reader.Skip();
        }

        if (!hasBody)
        {
            throw new AmqpDecodeException("There is no body", message.Length);
        }
    }
}
