using System.Globalization;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace QuickStart;

/// <summary>Shows a message as its sections, each with its values and its bytes.</summary>
internal static class MessageDump
{
    private const int BytesPerLine = 16;

    private static readonly string[] HeaderFields = ["durable", "priority", "ttl", "first-acquirer", "delivery-count"];

    private static readonly string[] PropertiesFields =
    [
        "message-id", "user-id", "to", "subject", "reply-to", "correlation-id", "content-type", "content-encoding", "absolute-expiry-time",
        "creation-time", "group-id", "group-sequence", "reply-to-group-id",
    ];

    public static void Print(ReadOnlySpan<byte> message)
    {
        AmqpReader reader = new(message);
        while (!reader.End)
        {
            int start = reader.Position;
            ulong code = reader.ReadDescriptor().Code;
            object? value = reader.ReadValue();
            string shown = code switch
            {
                SectionCode.Header => ShowFields(HeaderFields, (IReadOnlyList<object?>)value!),
                SectionCode.Properties => ShowFields(PropertiesFields, (IReadOnlyList<object?>)value!),
                _ => Show(value),
            };
            Console.WriteLine($"  {Name(code)}, {reader.Position - start} bytes: {shown}");
            PrintBytes(message[start..reader.Position], start);
        }
    }

    private static void PrintBytes(ReadOnlySpan<byte> bytes, int offset)
    {
        for (int i = 0; i < bytes.Length; i += BytesPerLine)
        {
            ReadOnlySpan<byte> line = bytes[i..Math.Min(i + BytesPerLine, bytes.Length)];
            string hexadecimal = "";
            string text = "";
            foreach (byte each in line)
            {
                hexadecimal += $"{each:x2} ";
                text += each is >= 0x20 and < 0x7F ? (char)each : '.';
            }

            Console.WriteLine($"    {offset + i:x4}  {hexadecimal,-3 * BytesPerLine} {text}");
        }
    }

    private static string Name(ulong code) => code switch
    {
        SectionCode.Header => "header",
        SectionCode.DeliveryAnnotations => "delivery-annotations",
        SectionCode.MessageAnnotations => "message-annotations",
        SectionCode.Properties => "properties",
        SectionCode.ApplicationProperties => "application-properties",
        SectionCode.Data => "data",
        SectionCode.AmqpSequence => "amqp-sequence",
        SectionCode.AmqpValue => "amqp-value",
        SectionCode.Footer => "footer",
        _ => $"section 0x{code:x}",
    };

    private static string ShowFields(string[] names, IReadOnlyList<object?> values) =>
        $"[ {string.Join(", ", names.Zip(values).Where(field => field.Second is not null).Select(field => $"{field.First}: {Show(field.Second)}"))} ]";

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        AmqpMap map => $"{{ {string.Join(", ", map.Select(entry => $"{entry.Key}: {Show(entry.Value)}"))} }}",
        IReadOnlyList<object?> list => $"[ {string.Join(", ", list.Select(Show))} ]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
