using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TypedSender.Interop.Tests.GoldenVectors;

/// <summary>
/// Lists the bytes of a message, one value a line with what it is (AMQP 1.0, 1.6 and 3.2). Written from the standard, so that
/// it shares no code with the encoder and the decoder that it shows.
/// </summary>
internal sealed class MessageListing
{
    private const int BytesPerLine = 24;
    private const int CommentColumn = 64;

    private static readonly string[] Sections =
        ["header", "delivery-annotations", "message-annotations", "properties", "application-properties", "data", "amqp-sequence", "amqp-value", "footer"];

    private readonly byte[] _bytes;
    private readonly StringBuilder _text = new();
    private int _at;

    private MessageListing(byte[] bytes) => _bytes = bytes;

    /// <summary>Lists a message.</summary>
    /// <param name="bytes">All of its bytes.</param>
    /// <param name="isEnvelope">Whether each data section holds a message.</param>
    public static string Write(byte[] bytes, bool isEnvelope)
    {
        MessageListing listing = new(bytes);
        listing.ListSections(bytes.Length, indent: 0, isEnvelope);
        return listing._text.ToString();
    }

    /// <summary>The bytes of a listing.</summary>
    public static byte[] Read(string text) => Convert.FromHexString(string.Concat(
        text.Split('\n').Where(line => !line.StartsWith('#')).Select(line => line.Split(';')[0].Replace(" ", "", StringComparison.Ordinal))));

    private void ListSections(int end, int indent, bool isEnvelope)
    {
        while (_at < end)
        {
            // A section begins with 00 53 and its code.
            int code = _bytes[_at + 2];
            WriteLine(3, indent, Sections[code - 0x70]);
            if (isEnvelope && code == 0x75)
            {
                int width = _bytes[_at] == 0xA0 ? 1 : 4;
                int length = ReadSize(_at + 1, width);
                WriteLine(1 + width, indent + 1, $"binary, {length} bytes: a message");
                ListSections(_at + length, indent + 2, isEnvelope: false);
            }
            else
            {
                ListValue(indent + 1);
            }
        }
    }

    private void ListValue(int indent)
    {
        byte code = _bytes[_at];
        if (code == 0)
        {
            WriteLine(1, indent, "described");
            ListValue(indent + 1);
            ListValue(indent + 1);
            return;
        }

        switch (code >> 4)
        {
            case 0xC or 0xD:
                ListCompound(code, indent);
                break;
            case 0xE or 0xF:
                ListArray(code, indent);
                break;
            default:
                int length = 1 + LengthOf(code, _at + 1);
                WriteLine(length, indent, Describe(code, _at + 1, length - 1));
                break;
        }
    }

    private void ListCompound(byte code, int indent)
    {
        int width = code >> 4 == 0xC ? 1 : 4;
        int count = ReadSize(_at + 1 + width, width);
        WriteLine(1 + (2 * width), indent, $"{NameOf(code)}, {ReadSize(_at + 1, width)} bytes, {count} elements");
        for (int element = 0; element < count; element++)
        {
            ListValue(indent + 1);
        }
    }

    private void ListArray(byte code, int indent)
    {
        int width = code >> 4 == 0xE ? 1 : 4;
        int count = ReadSize(_at + 1 + width, width);
        WriteLine(1 + (2 * width), indent, $"array, {ReadSize(_at + 1, width)} bytes, {count} elements");
        if (_bytes[_at] == 0)
        {
            WriteLine(1, indent + 1, "described");
            ListValue(indent + 1);
        }

        byte element = _bytes[_at];
        WriteLine(1, indent + 1, $"of {NameOf(element)}");
        for (; count > 0; count--)
        {
            if (element >> 4 is 0xC or 0xD)
            {
                int sizeWidth = element >> 4 == 0xC ? 1 : 4;
                int items = ReadSize(_at + sizeWidth, sizeWidth);
                WriteLine(2 * sizeWidth, indent + 1, $"{ReadSize(_at, sizeWidth)} bytes, {items} elements");
                for (; items > 0; items--)
                {
                    ListValue(indent + 2);
                }
            }
            else
            {
                int length = LengthOf(element, _at);
                WriteLine(length, indent + 1, Describe(element, _at, length));
            }
        }
    }

    /// <summary>The length of a value behind its constructor, with its own size if it has one.</summary>
    private int LengthOf(byte code, int at) => (code >> 4) switch
    {
        4 => 0,
        5 => 1,
        6 => 2,
        7 => 4,
        8 => 8,
        9 => 16,
        0xA => 1 + ReadSize(at, 1),
        0xB => 4 + ReadSize(at, 4),
        _ => throw new InvalidOperationException($"0x{code:x2} at {at} is no constructor."),
    };

    private string Describe(byte code, int at, int length)
    {
        ReadOnlySpan<byte> value = _bytes.AsSpan(at, length);
        string? text = code switch
        {
            0x50 or 0x52 or 0x53 => value[0].ToString(CultureInfo.InvariantCulture),
            0x51 or 0x54 or 0x55 => ((sbyte)value[0]).ToString(CultureInfo.InvariantCulture),
            0x60 => BinaryPrimitives.ReadUInt16BigEndian(value).ToString(CultureInfo.InvariantCulture),
            0x61 => BinaryPrimitives.ReadInt16BigEndian(value).ToString(CultureInfo.InvariantCulture),
            0x70 => BinaryPrimitives.ReadUInt32BigEndian(value).ToString(CultureInfo.InvariantCulture),
            0x71 => BinaryPrimitives.ReadInt32BigEndian(value).ToString(CultureInfo.InvariantCulture),
            0x72 => BinaryPrimitives.ReadSingleBigEndian(value).ToString(CultureInfo.InvariantCulture),
            0x80 => BinaryPrimitives.ReadUInt64BigEndian(value).ToString(CultureInfo.InvariantCulture),
            0x81 or 0x83 => BinaryPrimitives.ReadInt64BigEndian(value).ToString(CultureInfo.InvariantCulture),
            0x82 => BinaryPrimitives.ReadDoubleBigEndian(value).ToString(CultureInfo.InvariantCulture),
            0xA1 or 0xA3 => Quote(value[1..]),
            0xB1 or 0xB3 => Quote(value[4..]),
            0xA0 => $"of {length - 1} bytes",
            0xB0 => $"of {length - 4} bytes",
            _ => null,
        };
        return text is null ? NameOf(code) : $"{NameOf(code)} {text}";
    }

    private static string Quote(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8);
        return text.Length > 40 ? $"of {text.Length} characters" : JsonSerializer.Serialize(text);
    }

    private int ReadSize(int at, int width) => width == 1 ? _bytes[at] : BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(at));

    private static string NameOf(byte code) => code switch
    {
        0x40 => "null",
        0x41 => "true",
        0x42 => "false",
        0x43 => "uint0",
        0x44 => "ulong0",
        0x45 => "list0",
        0x50 => "ubyte",
        0x51 => "byte",
        0x52 => "smalluint",
        0x53 => "smallulong",
        0x54 => "smallint",
        0x55 => "smalllong",
        0x56 => "boolean",
        0x60 => "ushort",
        0x61 => "short",
        0x70 => "uint",
        0x71 => "int",
        0x72 => "float",
        0x73 => "char",
        0x74 => "decimal32",
        0x80 => "ulong",
        0x81 => "long",
        0x82 => "double",
        0x83 => "timestamp",
        0x84 => "decimal64",
        0x94 => "decimal128",
        0x98 => "uuid",
        0xA0 => "vbin8",
        0xA1 => "str8",
        0xA3 => "sym8",
        0xB0 => "vbin32",
        0xB1 => "str32",
        0xB3 => "sym32",
        0xC0 => "list8",
        0xC1 => "map8",
        0xD0 => "list32",
        0xD1 => "map32",
        _ => throw new InvalidOperationException($"0x{code:x2} is no constructor."),
    };

    private void WriteLine(int length, int indent, string comment)
    {
        for (int start = 0; start < length || start == 0; start += BytesPerLine)
        {
            int count = Math.Min(BytesPerLine, length - start);
            string line = new string(' ', 2 * indent) + Convert.ToHexStringLower(_bytes, _at + start, count);
            _text.Append(start == 0 ? $"{line.PadRight(CommentColumn)}; {comment}" : line).Append('\n');
        }

        _at += length;
    }
}
