using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>Finds where an encoded message is to go: its property <c>to</c> (AMQP 1.0, 3.2.4).</summary>
internal static class MessageAddress
{
    /// <summary>The address that the message names; null for none.</summary>
    public static string? Find(AmqpBuffer message)
    {
        try
        {
            string? address = Find(message.WrittenSpan, out int end);

            // What a message borrows is not among the bytes of its own. As a rule it stands in the body, behind what is read here.
            return message.HasBorrowed && message.BorrowedSegments[0].Position <= end ? Find(message.ToArray(), out _) : address;
        }
        catch (AmqpDecodeException) when (message.HasBorrowed)
        {
            return Find(message.ToArray(), out _);
        }
    }

    private static string? Find(ReadOnlySpan<byte> message, out int end)
    {
        AmqpReader reader = new(message);
        ulong code = 0;
        while (!reader.End && (code = AmqpSections.ReadNext(ref reader, code)) < SectionCode.Properties)
        {
            reader.Skip();
        }

        string? address = code == SectionCode.Properties ? Properties.DecodeFields(ref reader).To : null;
        end = reader.Position;
        return string.IsNullOrEmpty(address) ? null : address;
    }
}
