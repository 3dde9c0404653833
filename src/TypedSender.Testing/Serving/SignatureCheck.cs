using System.Globalization;
using System.Net;

namespace TypedSender.Testing.Serving;

/// <summary>Checks shared access signatures as a broker does that knows the keys.</summary>
internal static class SignatureCheck
{
    /// <summary>Describes the fault of a signature; null when it is right. The text holds nothing of it.</summary>
    /// <param name="token">The signature.</param>
    /// <param name="audience">What it was put for.</param>
    /// <param name="keys">Names of keys and keys.</param>
    /// <param name="now">The broker's time.</param>
    public static string? FindFault(string token, string audience, IReadOnlyDictionary<string, string> keys, DateTimeOffset now)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string field in token[(token.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split('&'))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields[field[..equals]] = field[(equals + 1)..];
            }
        }

        if (!fields.TryGetValue("sr", out string? resource) || !fields.TryGetValue("sig", out string? signature) || !fields.TryGetValue("se", out string? expiry) || !fields.TryGetValue("skn", out string? keyName))
        {
            return "MalformedToken: a shared access signature has the fields sr, sig, se and skn.";
        }

        if (!long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return "MalformedToken: the field se is no number of seconds.";
        }

        DateTimeOffset expiresOn = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (expiresOn <= now)
        {
            return "ExpiredToken: the token is expired.";
        }

        if (!audience.StartsWith(WebUtility.UrlDecode(resource), StringComparison.OrdinalIgnoreCase))
        {
            return "InvalidAudience: the signature is for another resource.";
        }

        return keys.TryGetValue(WebUtility.UrlDecode(keyName), out string? key) && SharedAccessSignature.Hash(resource, expiry, key) == WebUtility.UrlDecode(signature)
            ? null
            : "InvalidSignature: the token has an invalid signature.";
    }

    /// <summary>The expiry in a signature; null when there is none to be read.</summary>
    public static DateTimeOffset? ReadExpiry(string token)
    {
        try
        {
            return SharedAccessSignature.Parse(token).ExpiresOn;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
