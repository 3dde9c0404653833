using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>An event as its sender encoded it.</summary>
/// <param name="Bytes">All sections (AMQP 1.0, 3.2).</param>
/// <param name="Message">The same, decoded.</param>
/// <param name="PartitionKey">The partition key of the event or of its envelope; null if neither has one.</param>
internal sealed record IncomingEvent(ReadOnlyMemory<byte> Bytes, AmqpMessage Message, string? PartitionKey)
{
    public static readonly AmqpSymbol PartitionKeyName = new("x-opt-partition-key");

    /// <summary>Splits an envelope into its events; any other message is one event.</summary>
    /// <exception cref="AmqpDecodeException">The bytes are no message, or those of an envelope hold something else.</exception>
    public static List<IncomingEvent> Read(ReadOnlyMemory<byte> bytes, uint messageFormat)
    {
        AmqpMessage message = AmqpMessage.Decode(bytes.Span);
        string? key = FindPartitionKey(message);
        if (messageFormat != EnvelopeProfile.Default.MessageFormat)
        {
            return [new(bytes, message, key)];
        }

        return
        [
            .. from item in message.Data
               let decoded = AmqpMessage.Decode(item)
               select new IncomingEvent(item, decoded, FindPartitionKey(decoded) ?? key)
        ];
    }

    private static string? FindPartitionKey(AmqpMessage message)
        => message.MessageAnnotations is { } annotations && annotations.TryGetValue(PartitionKeyName, out string? key) ? key : null;
}
