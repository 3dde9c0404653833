using System.Globalization;
using System.Text;

namespace TypedSender.Amqp.Security;

/// <summary>Reads and writes the messages of SCRAM (RFC 5802, 5.1 and 7): attributes of one letter, with commas between.</summary>
internal static class ScramMessages
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A name as an attribute may hold it.</summary>
    public static string EscapeName(string name) =>
        name.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);

    /// <summary>The name that was escaped; null when an equals sign begins anything else.</summary>
    public static string? UnescapeName(string escaped)
    {
        StringBuilder name = new(escaped.Length);
        for (int index = 0; index < escaped.Length; index++)
        {
            if (escaped[index] != '=')
            {
                name.Append(escaped[index]);
                continue;
            }

            switch (escaped.AsSpan(index))
            {
                case ['=', '2', 'C', ..]:
                    name.Append(',');
                    break;
                case ['=', '3', 'D', ..]:
                    name.Append('=');
                    break;
                default:
                    return null;
            }

            index += 2;
        }

        return name.ToString();
    }

    /// <summary>Splits a message into attributes and checks that they begin with these letters in this order; further attributes are extensions, and are left out.</summary>
    /// <returns>The values of the attributes; null when the message is another one.</returns>
    public static string[]? Read(ReadOnlySpan<byte> message, string letters)
    {
        string[] attributes = Decode(message)?.Split(',') ?? [];
        if (attributes.Length < letters.Length)
        {
            return null;
        }

        string[] values = new string[letters.Length];
        for (int index = 0; index < attributes.Length; index++)
        {
            if (!IsAttribute(attributes[index]) || (index < letters.Length && attributes[index][0] != letters[index]))
            {
                return null;
            }

            if (index < letters.Length)
            {
                values[index] = attributes[index][2..];
            }
        }

        return values;
    }

    /// <summary>Whether a message begins with <c>m=</c>, by which a peer demands an extension that this side must know (RFC 5802, 5.1).</summary>
    public static bool DemandsExtension(ReadOnlySpan<byte> message) => message.StartsWith("m="u8);

    /// <summary>Whether a text is a nonce: printable ASCII without a comma, and not empty.</summary>
    public static bool IsNonce(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains(',', StringComparison.Ordinal);

    /// <summary>The bytes of a base64 text; null when it is none, or not the one text that these bytes have.</summary>
    public static byte[]? ReadBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int count) && Convert.ToBase64String(bytes.AsSpan(0, count)) == text ? bytes[..count] : null;
    }

    /// <summary>An iteration count: a positive number without leading zeros; null when it is none, or has more than nine digits.</summary>
    public static int? ReadCount(string text) => text.Length is > 0 and < 10 && text[0] != '0' && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null;

    /// <summary>The text of a message; null when it is no UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> message)
    {
        try
        {
            return StrictUtf8.GetString(message);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsAttribute(string text) => text.Length >= 2 && char.IsAsciiLetter(text[0]) && text[1] == '=';
}
