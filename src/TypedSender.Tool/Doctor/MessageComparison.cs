using System.Text.Json;
using TypedSender.Amqp.Messages;
using TypedSender.Tool.Messages;

namespace TypedSender.Tool.Doctor;

/// <summary>Finds what a broker has changed in a message. What it may add is not looked at: annotations of its own, a delivery count, a shorter time to live.</summary>
internal static class MessageComparison
{
    /// <summary>Null, or the first difference.</summary>
    public static string? Find(AmqpMessage sent, AmqpMessage received)
    {
        using JsonDocument left = JsonDocument.Parse(MessageJsonWriter.Write(sent, indented: false));
        using JsonDocument right = JsonDocument.Parse(MessageJsonWriter.Write(received, indented: false));
        foreach (JsonProperty section in left.RootElement.EnumerateObject())
        {
            // Delivery annotations are for the next hop alone (AMQP 1.0, 3.2.2).
            if (section.Name == "delivery-annotations")
            {
                continue;
            }

            if (!right.RootElement.TryGetProperty(section.Name, out JsonElement other))
            {
                return $"{section.Name} is missing";
            }

            if (FindIn(section, other) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? FindIn(JsonProperty section, JsonElement other)
    {
        if (section.Name is "data" or "amqp-sequence" or "amqp-value" || section.Value.ValueKind != JsonValueKind.Object)
        {
            return JsonElement.DeepEquals(section.Value, other) ? null : $"{section.Name} came as {Show(other)}";
        }

        foreach (JsonProperty field in section.Value.EnumerateObject())
        {
            if (other.ValueKind != JsonValueKind.Object || !other.TryGetProperty(field.Name, out JsonElement value))
            {
                return $"{field.Name} of {section.Name} is missing";
            }

            if (!JsonElement.DeepEquals(field.Value, value) && !(field.Name == "ttl" && value.GetUInt32() <= field.Value.GetUInt32()))
            {
                return $"{field.Name} of {section.Name} came as {Show(value)}";
            }
        }

        return null;
    }

    private static string Show(JsonElement json)
    {
        string text = json.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
