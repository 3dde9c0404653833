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

        if (!GetHostAndPath(audience).StartsWith(GetHostAndPath(WebUtility.UrlDecode(resource)), StringComparison.OrdinalIgnoreCase))
        {
            return "InvalidAudience: the signature is for another resource.";
        }

        return keys.TryGetValue(WebUtility.UrlDecode(keyName), out string? key) && SharedAccessSignature.Hash(resource, expiry, key) == WebUtility.UrlDecode(signature)
            ? null
            : "InvalidSignature: the token has an invalid signature.";
    }

    /// <summary>Takes scheme and port off: a client signs for <c>amqps://host/</c> and puts the token for <c>amqp://host:5672/orders</c> (Azure SDK for .NET).</summary>
    private static string GetHostAndPath(string resource)
    {
        string rest = resource[(resource.IndexOf("://", StringComparison.Ordinal) is >= 0 and int scheme ? scheme + 3 : 0)..];
        int path = rest.IndexOf('/', StringComparison.Ordinal);
        string host = path < 0 ? rest : rest[..path];
        int port = host.LastIndexOf(':');
        return port < 0 || host.EndsWith(']') ? rest : rest.Remove(port, host.Length - port);
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
