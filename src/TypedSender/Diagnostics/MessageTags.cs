using System.Diagnostics;
using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Puts on a span what its message says of itself: read from the encoded properties (AMQP 1.0, 3.2.4), so that only messages that are traced pay for it.</summary>
internal static class MessageTags
{
    private const ulong FirstSection = 0x70;
    private const ulong Properties = 0x73;
    private const int To = 2;
    private const int CorrelationId = 5;

    /// <summary>Sets message-id, correlation-id and, where messages name it, the destination. Never throws.</summary>
    /// <param name="span">The span of the message.</param>
    /// <param name="message">The message, or what of it comes before its body.</param>
    /// <param name="namesDestination">Whether the message says where it goes.</param>
    public static void Set(Activity span, ReadOnlySpan<byte> message, bool namesDestination)
    {
        try
        {
            AmqpReader reader = new(message);
            while (!reader.End && reader.ReadDescriptor().Code is >= FirstSection and <= Properties and var section)
            {
                if (section == Properties)
                {
                    Set(span, ref reader, namesDestination);
                    return;
                }

                reader.Skip();
            }
        }
        catch (AmqpDecodeException)
        {
            // A message of the user's own bytes, or one with large borrowed values in front of its properties.
        }
    }

    /// <summary>The tags of a link to the span of a message; null for none.</summary>
    public static ActivityTagsCollection? OfLink(Activity span)
    {
        ActivityTagsCollection tags = [];
        foreach (string name in (ReadOnlySpan<string>)[TelemetryTags.MessageId, TelemetryTags.ConversationId])
        {
            if (span.GetTagItem(name) is { } value)
            {
                tags.Add(name, value);
            }
        }

        return tags.Count == 0 ? null : tags;
    }

    private static void Set(Activity span, ref AmqpReader reader, bool namesDestination)
    {
        AmqpCompoundHeader list = reader.ReadListHeader();
        for (int index = 0; index < list.Count && index <= CorrelationId; index++)
        {
            string? name = index switch
            {
                0 => TelemetryTags.MessageId,
                To when namesDestination => TelemetryTags.Destination,
                CorrelationId => TelemetryTags.ConversationId,
                _ => null,
            };
            if (name is null)
            {
                reader.Skip();
            }
            else if (Format(reader.ReadValue()) is { } text)
            {
                span.SetTag(name, text);
            }
        }
    }

    /// <summary>An id in its forms (3.2.11 to 3.2.14) as a text; bytes as hexadecimal digits.</summary>
    private static string? Format(object? value) => value switch
    {
        string text => text,
        byte[] bytes => Convert.ToHexString(bytes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
