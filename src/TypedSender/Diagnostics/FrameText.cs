using System.Globalization;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// A frame in words, for the frame trace. Shown are the fields of the performative; of maps the keys, of binary values but the delivery-tag the size, of messages the
/// size. Nothing of SASL's exchange is shown.
/// </summary>
internal static class FrameText
{
    private const int MaxLength = 2048;
    private const int MaxItems = 16;
    private const int LongestTag = 32;

    /// <summary>The frame in one line of bounded length. Never throws.</summary>
    public static string Describe(bool isSasl, ushort channel, ReadOnlySpan<byte> body)
    {
        StringBuilder text = new();
        if (!isSasl)
        {
            text.Append(CultureInfo.InvariantCulture, $"channel {channel} ");
        }

        try
        {
            Append(text, body);
        }
        catch (Exception exception) when (exception is AmqpDecodeException or OverflowException)
        {
            text.Append(CultureInfo.InvariantCulture, $"(a frame of {body.Length} bytes that cannot be read: {ErrorText.FromPeer(exception.Message)})");
        }

        return text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength) + "…";
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            text.Append("(heartbeat)");
            return;
        }

        AmqpReader reader = new(body);
        AmqpDescriptor descriptor = reader.ReadDescriptor();
        if (FrameFields.Find(descriptor.Symbol is { } symbol ? symbol : descriptor.Code) is not { } fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"{ErrorText.FromPeer(descriptor.ToString())} ({body.Length} bytes)");
            return;
        }

        text.Append(fields.Name);
        AppendFields(text, fields, reader.ReadList(), " ");
        if (reader.Remaining > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" payload=({reader.Remaining} bytes)");
        }
    }

    private static void AppendFields(StringBuilder text, FrameFields fields, List<object?> values, string before)
    {
        for (int index = 0; index < Math.Min(values.Count, fields.Fields.Length) && text.Length < MaxLength; index++)
        {
            if (values[index] is { } value)
            {
                text.Append(before).Append(fields.Fields[index]).Append('=');
                AppendField(text, fields.Name, fields.Fields[index], value);
                before = " ";
            }
        }
    }

    private static void AppendField(StringBuilder text, string type, string field, object value)
    {
        if (type.StartsWith("sasl-", StringComparison.Ordinal) && field is not ("sasl-server-mechanisms" or "mechanism" or "hostname" or "code"))
        {
            text.Append("(redacted)");
        }
        else if (field == "role" && value is bool isReceiver)
        {
            text.Append(isReceiver ? "receiver" : "sender");
        }
        else if (field == "delivery-tag" && value is byte[] tag)
        {
            text.Append(Convert.ToHexString(tag.AsSpan(0, Math.Min(tag.Length, LongestTag)))).Append(tag.Length > LongestTag ? "…" : "");
        }
        else
        {
            AppendValue(text, value);
        }
    }

    private static void AppendValue(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case string or AmqpSymbol:
                text.Append('\'').Append(ErrorText.FromPeer($"{value}")).Append('\'');
                break;
            case byte[] bytes:
                text.Append(CultureInfo.InvariantCulture, $"({bytes.Length} bytes)");
                break;
            case AmqpMap map:
                AppendItems(text, '{', map.Select(static entry => entry.Key), map.Count, '}');
                break;
            case AmqpArray array:
                AppendItems(text, '[', array.Items, array.Items.Count, ']');
                break;
            case List<object?> list:
                AppendItems(text, '[', list, list.Count, ']');
                break;
            case AmqpDescribed described:
                AppendDescribed(text, described);
                break;
            default:
                text.Append(ErrorText.FromPeer(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }

    private static void AppendItems(StringBuilder text, char open, IEnumerable<object?> items, int count, char close)
    {
        text.Append(open);
        string separator = "";
        foreach (object? item in items.Take(MaxItems))
        {
            if (text.Length > MaxLength)
            {
                break;
            }

            text.Append(separator);
            AppendValue(text, item);
            separator = ", ";
        }

        text.Append(count > MaxItems ? ", …" : "").Append(close);
    }

    private static void AppendDescribed(StringBuilder text, AmqpDescribed described)
    {
        if (FrameFields.Find(described.Descriptor) is { } fields && described.Value is List<object?> values)
        {
            text.Append(fields.Name).Append('(');
            AppendFields(text, fields, values, "");
            text.Append(')');
            return;
        }

        text.Append("(described by ");
        AppendValue(text, described.Descriptor);
        text.Append(')');
    }
}
