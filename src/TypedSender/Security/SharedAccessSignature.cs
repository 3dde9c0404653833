using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace TypedSender;

/// <summary>
/// Shared access signatures as Azure Service Bus documents them: <c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c>, signed by HMAC-SHA256 over the encoded
/// resource, a line feed and the expiry in seconds since 1970.
/// </summary>
internal static class SharedAccessSignature
{
    private const string Prefix = "SharedAccessSignature ";

    /// <summary>Signs the right to a resource.</summary>
    /// <param name="resource">What it gives access to, not yet encoded.</param>
    /// <param name="keyName">The name of the key, or policy.</param>
    /// <param name="key">The key as text; its UTF-8 is the key of the HMAC, though it usually looks like Base64.</param>
    /// <param name="expiresOn">When the signature ceases to be valid; part of a second counts as a whole one.</param>
    public static AmqpToken Sign(string resource, string keyName, string key, DateTimeOffset expiresOn)
    {
        long seconds = expiresOn.ToUnixTimeSeconds();
        seconds += DateTimeOffset.FromUnixTimeSeconds(seconds) < expiresOn ? 1 : 0;
        string expiry = seconds.ToString(CultureInfo.InvariantCulture);
        string encoded = WebUtility.UrlEncode(resource);
        return new AmqpToken(
            $"{Prefix}sr={encoded}&sig={WebUtility.UrlEncode(Hash(encoded, expiry, key))}&se={expiry}&skn={WebUtility.UrlEncode(keyName)}",
            DateTimeOffset.FromUnixTimeSeconds(seconds),
            AmqpTokenTypes.SharedAccessSignature)
        {
            SigningKey = key,
        };
    }

    /// <summary>The signature itself.</summary>
    /// <param name="resource">What it gives access to, encoded as it stands in the token.</param>
    /// <param name="expiry">The expiry as it stands in the token.</param>
    /// <param name="key">The key.</param>
    public static string Hash(string resource, string expiry, string key) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));

    /// <summary>Reads a signature that was made elsewhere.</summary>
    /// <exception cref="ArgumentException">It is malformed; the text shows nothing of it.</exception>
    public static AmqpToken Parse(string signature)
    {
        if (!signature.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw Malformed("does not begin with 'SharedAccessSignature ' (one space)");
        }

        foreach (string name in (string[])["sr", "sig", "se", "skn"])
        {
            if (Find(signature, name) is not { Length: > 0 })
            {
                throw Malformed($"needs the field '{name}' once, with a value");
            }
        }

        if (!long.TryParse(Find(signature, "se"), NumberStyles.None, CultureInfo.InvariantCulture, out long expiry) || expiry > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw Malformed("has a field 'se' that is no number of seconds since 1970");
        }

        return new AmqpToken(signature, DateTimeOffset.FromUnixTimeSeconds(expiry), AmqpTokenTypes.SharedAccessSignature);
    }

    /// <summary>Whether a text contains the field <c>sig</c> of a signature, encoded or not; false for a token of another kind.</summary>
    public static bool IsRevealedBy(string token, string text) => token.StartsWith(Prefix, StringComparison.Ordinal)
        && Find(token, "sig") is { Length: > 0 } encoded
        && (text.Contains(encoded, StringComparison.OrdinalIgnoreCase) || SecretText.Holds(text, WebUtility.UrlDecode(encoded)));

    /// <summary>The value of a field, as it stands there; null unless it is there once.</summary>
    private static string? Find(string signature, string name)
    {
        string? found = null;
        foreach (string field in signature[Prefix.Length..].Split('&'))
        {
            if (field.StartsWith(name, StringComparison.Ordinal) && field.Length > name.Length && field[name.Length] == '=')
            {
                if (found is not null)
                {
                    return null;
                }

                found = field[(name.Length + 1)..];
            }
        }

        return found;
    }

    private static ArgumentException Malformed(string how) => new(
        $"The shared access signature {how}. Give it as 'SharedAccessSignature sr=...&sig=...&se=...&skn=...', without the name of a key of a connection string before it.",
        "signature");
}
