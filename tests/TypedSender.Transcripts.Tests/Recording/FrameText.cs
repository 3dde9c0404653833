using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TypedSender.Transcripts.Tests.Recording;

/// <summary>A frame in one line: its name, its channel and the fields that are there. Read as a plain AMQP value, so that nothing of the product's types shows in it.</summary>
internal sealed class FrameText
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether these bytes are one frame or a protocol header.</summary>
    public static bool IsFrame(byte[] bytes) => bytes.Length >= 8
        && (bytes.AsSpan().StartsWith("AMQP"u8) || (BinaryPrimitives.ReadInt32BigEndian(bytes) == bytes.Length && bytes[4] is >= 2 and var words && words * 4 <= bytes.Length));

    /// <summary>Describes a frame or a protocol header.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="bodyStart">Where what follows the performative begins.</param>
    public static string Describe(byte[] bytes, out int bodyStart)
    {
        bodyStart = bytes.Length;
        if (bytes.AsSpan().StartsWith("AMQP"u8))
        {
            return $"header protocol-id={bytes[4]} version={bytes[5]}.{bytes[6]}.{bytes[7]}";
        }

        int start = bytes[4] * 4;
        if (start == bytes.Length)
        {
            return "empty frame";
        }

        var reader = new AmqpReader(bytes.AsSpan(start));
        object? performative = reader.ReadValue();
        bodyStart = start + reader.Position;
        var frame = new FrameText();
        frame.AppendFrame(performative, bytes[5] == 0 ? $" channel={(bytes[6] << 8) | bytes[7]}" : "");
        return frame._text.ToString();
    }

    private void AppendFrame(object? performative, string channel)
    {
        if (performative is AmqpDescribed { Descriptor: ulong code, Value: List<object?> values } && FrameFields.ByCode.TryGetValue(code, out FrameFields? fields))
        {
            _text.Append(fields.Name).Append(channel);
            AppendFields(fields, values, " ");
        }
        else
        {
            _text.Append(channel).Append(' ');
            AppendValue(performative);
        }
    }

    private void AppendFields(FrameFields fields, List<object?> values, string before)
    {
        for (int index = 0; index < values.Count; index++)
        {
            if (values[index] is { } value)
            {
                _text.Append(before).Append(fields.Fields[index]).Append('=');
                before = " ";
                if (fields.Fields[index] == "role")
                {
                    _text.Append((bool)value ? "receiver" : "sender");
                }
                else
                {
                    AppendValue(value);
                }
            }
        }
    }

    private void AppendValue(object? value)
    {
        switch (value)
        {
            case null:
                _text.Append("null");
                break;
            case bool flag:
                _text.Append(flag ? "true" : "false");
                break;
            case string text:
                _text.Append('"').Append(text).Append('"');
                break;
            case byte[] bytes:
                _text.Append("0x").Append(Convert.ToHexStringLower(bytes));
                break;
            case AmqpMap map:
                AppendItems('{', map, entry => AppendEntry(entry.Key, entry.Value), '}');
                break;
            case AmqpArray array:
                AppendItems('[', array.Items, AppendValue, ']');
                break;
            case List<object?> list:
                AppendItems('[', list, AppendValue, ']');
                break;
            case AmqpDescribed described:
                AppendDescribed(described);
                break;
            default:
                _text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void AppendEntry(object key, object? value)
    {
        AppendValue(key);
        _text.Append('=');
        AppendValue(value);
    }

    private void AppendItems<T>(char open, IEnumerable<T> items, Action<T> append, char close)
    {
        _text.Append(open);
        bool isFirst = true;
        foreach (T item in items)
        {
            _text.Append(isFirst ? "" : ", ");
            isFirst = false;
            append(item);
        }

        _text.Append(close);
    }

    private void AppendDescribed(AmqpDescribed described)
    {
        if (described is { Descriptor: ulong code, Value: List<object?> values } && FrameFields.ByCode.TryGetValue(code, out FrameFields? fields))
        {
            _text.Append(fields.Name).Append('(');
            AppendFields(fields, values, "");
        }
        else
        {
            _text.Append("described(");
            AppendEntry(described.Descriptor, described.Value);
        }

        _text.Append(')');
    }
}
