using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Azure;

/// <summary>What an encoded message is in a request to schedule it, as the Azure SDK makes it: Azure.Messaging.ServiceBus, Amqp/AmqpSender.cs, ScheduleMessageInternalAsync.</summary>
internal static class ScheduledMessage
{
    private const ulong MessageAnnotations = 0x72;
    private static readonly AmqpSymbol EnqueueTime = new("x-opt-scheduled-enqueue-time");

    /// <summary>The message with the time in its annotations (AMQP 1.0, 3.2.3); every other section keeps its bytes.</summary>
    /// <param name="message">The bytes of its sections.</param>
    /// <param name="time">The time.</param>
    public static byte[] SetEnqueueTime(byte[] message, DateTimeOffset time)
    {
        var reader = new AmqpReader(message);
        AmqpMap annotations = new();
        int before = 0;
        int behind = 0;
        while (!reader.End)
        {
            ulong code = reader.ReadDescriptor().Code;
            if (code > MessageAnnotations)
            {
                break;
            }

            if (code == MessageAnnotations)
            {
                annotations = reader.ReadMap();
                behind = reader.Position;
                break;
            }

            reader.Skip();
            before = behind = reader.Position;
        }

        annotations[EnqueueTime] = time;
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        writer.WriteDescriptor(MessageAnnotations);
        writer.WriteValue(annotations);
        writer.Flush();
        return [.. message.AsSpan(0, before), .. buffer.WrittenSpan, .. message.AsSpan(behind)];
    }

    /// <summary>The entry for the message in the body of the request: its bytes, and what the broker needs to route and to find it.</summary>
    /// <param name="message">The bytes of its sections.</param>
    public static AmqpMap Describe(byte[] message)
    {
        AmqpMessage sections = AmqpMessage.Decode(message);
        AmqpMap entry = new()
        {
            ["message"] = message,
            ["message-id"] = sections.Properties is { MessageId.IsNone: false } properties ? properties.MessageId.ToString() : null,
        };
        AddText(entry, "session-id", sections.Properties?.GroupId);
        AddText(entry, "partition-key", Annotation(sections, "x-opt-partition-key"));
        AddText(entry, "via-partition-key", Annotation(sections, "x-opt-via-partition-key"));
        return entry;
    }

    private static string? Annotation(AmqpMessage message, string key)
        => message.MessageAnnotations is { } annotations && annotations.TryGetValue(new AmqpSymbol(key), out string? text) ? text : null;

    private static void AddText(AmqpMap entry, string key, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            entry[key] = text;
        }
    }
}
