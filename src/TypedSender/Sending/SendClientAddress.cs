using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TypedSender;

/// <summary>Reads URLs of the form <c>amqp://user:password@host:port,host:port/virtual-host?key=value</c>. Every error names what is wrong with the password masked.</summary>
internal static class SendClientAddress
{
    private const string Form = "Write amqp://user:password@host:port/virtual-host, for example amqp://localhost:5672.";
    private const string QueryKeys = "allow-insecure-transport, container-id and max-frame-size";

    private static readonly string[] KnownKeys = ["allow-insecure-transport", "container-id", "max-frame-size"];

    /// <summary>Reads <paramref name="url"/>.</summary>
    /// <exception cref="ArgumentException">It is not such a URL.</exception>
    public static SendClientOptions Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        int schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        CheckScheme(url, schemeEnd);

        string rest = url[(schemeEnd + 3)..];
        int authorityEnd = rest.AsSpan().IndexOfAny('/', '?', '#');
        if (authorityEnd >= 0 && rest.IndexOf('@', authorityEnd) >= 0)
        {
            throw Wrong(url, "has an '@' after the first '/', '?' or '#'. Percent-encode these characters in user name, password and query: '@' is %40, '/' is %2F, '?' is %3F, '#' is %23.");
        }

        rest = Cut(rest, '#', out string? fragment);
        if (fragment is not null)
        {
            throw Wrong(url, "has a part after '#', which has no meaning here. Leave it out.");
        }

        rest = Cut(rest, '?', out string? query);
        string authority = Cut(rest, '/', out string? path);

        var options = new SendClientOptions { UseTls = IsTls(url[..schemeEnd]) };
        int at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            ReadUser(authority[..at], options, url);
        }

        ReadHosts(authority[(at + 1)..], options, url);
        ReadPath(path, options, url);
        ReadQuery(query, options, url);
        return options;
    }

    /// <summary>The URL with the password masked, and what unknown query keys hold: safe to show.</summary>
    public static string Redact(string url)
    {
        // A password may hold "://" too: only behind a name is it the end of a scheme.
        int schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        int start = schemeEnd >= 0 && IsName(url.AsSpan(0, schemeEnd)) ? schemeEnd + 3 : 0;

        // An unescaped '/', '?' or '#' in a password would end the authority too early: mask up to the last '@', wherever it is.
        int end = url.LastIndexOf('@');
        if (end < start)
        {
            // "amqp://user:password" without a host reads like host and port: what is no number is masked.
            int length = url.AsSpan(start).IndexOfAny('/', '?', '#');
            end = length < 0 ? url.Length : start + length;
            if (url[start..end].Split(',').All(IsHostAndNumber))
            {
                return ErrorText.FromPeer(MaskQuery(url));
            }
        }

        int colon = url.IndexOf(':', start, end - start);
        return ErrorText.FromPeer(MaskQuery(colon < 0 ? url : $"{url[..(colon + 1)]}***{url[end..]}"));
    }

    /// <summary>Behind a query key that means nothing here may stand anything, a password too.</summary>
    private static string MaskQuery(string url)
    {
        int question = url.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
        {
            return url;
        }

        ReadOnlySpan<char> query = url.AsSpan(question + 1);
        StringBuilder masked = new(url, 0, question + 1, url.Length);
        for (bool hasMore = true; hasMore;)
        {
            int end = query.IndexOf('&');
            hasMore = end >= 0;
            ReadOnlySpan<char> pair = hasMore ? query[..end] : query;
            query = query[(end + 1)..];
            int equals = pair.IndexOf('=');
            bool isShown = equals < 0 || IsKnownKey(pair[..equals]);
            masked.Append(isShown ? pair : pair[..(equals + 1)]).Append(isShown ? "" : "***").Append('&');
        }

        return masked.ToString(0, masked.Length - 1);
    }

    private static bool IsKnownKey(ReadOnlySpan<char> key)
    {
        foreach (string known in KnownKeys)
        {
            if (key.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHostAndNumber(string text)
    {
        int close = text.IndexOf(']', StringComparison.Ordinal);
        if (text.StartsWith('[') && close < 0)
        {
            return text.AsSpan(1).IndexOfAnyExcept("0123456789abcdefABCDEF:.") < 0;
        }

        int colon = text.IndexOf(':', text.StartsWith('[') ? close : 0);
        return colon < 0 || ulong.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private static void CheckScheme(string url, int schemeEnd)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            throw new ArgumentException($"The URL is empty. {Form}", nameof(url));
        }

        if (schemeEnd <= 0)
        {
            throw Wrong(url, $"has no scheme. {Form}");
        }

        string scheme = url[..schemeEnd];
        if (!IsName(scheme))
        {
            throw Wrong(url, $"has no valid scheme. {Form}");
        }

        if (!scheme.Equals("amqp", StringComparison.OrdinalIgnoreCase) && !IsTls(scheme))
        {
            throw Wrong(url, $"has the scheme '{ErrorText.FromPeer(scheme)}', which is not AMQP. {Form}");
        }
    }

    private static bool IsTls(string scheme) => scheme.Equals("amqps", StringComparison.OrdinalIgnoreCase);

    private static void ReadUser(string userInfo, SendClientOptions options, string url)
    {
        string user = Cut(userInfo, ':', out string? password);
        if (user.Length == 0)
        {
            throw Wrong(url, $"has no user name before '@'. {Form}");
        }

        options.UserName = Decode(user, "user name", url);
        options.Password = Decode(password ?? "", "password", url);
    }

    private static void ReadHosts(string hosts, SendClientOptions options, string url)
    {
        string[] entries = hosts.Split(',');
        (options.Host, options.Port) = ReadHost(entries[0], what => Wrong(url, what));
        foreach (string further in entries.AsSpan(1))
        {
            _ = ReadHost(further, what => Wrong(url, what));
            options.Hosts.Add(further);
        }
    }

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[IPv6]:port</c>.</summary>
    /// <param name="hostAndPort">The text.</param>
    /// <param name="wrong">Makes the exception for what is wrong with it.</param>
    public static (string Host, int? Port) ReadHost(string hostAndPort, Func<string, Exception> wrong)
    {
        string host;
        string? port;
        if (hostAndPort.StartsWith('['))
        {
            int close = hostAndPort.IndexOf(']', StringComparison.Ordinal);
            if (close < 0 || !IPAddress.TryParse(hostAndPort.AsSpan(1, close - 1), out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            {
                throw wrong("has no valid IPv6 address in brackets. Write it like amqp://[::1]:5672.");
            }

            host = hostAndPort[1..close];
            string after = hostAndPort[(close + 1)..];
            if (after.Length > 0 && after[0] != ':')
            {
                throw wrong($"has '{ErrorText.FromPeer(after)}' after the IPv6 address, where only a port may stand. Write it like amqp://[::1]:5672.");
            }

            port = after.Length > 0 ? after[1..] : null;
        }
        else
        {
            host = Cut(hostAndPort, ':', out port);
        }

        if (host.Length == 0)
        {
            throw wrong($"has no host. {Form}");
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw wrong($"has no valid host name. {Form}");
        }

        return (host, port is null ? null : ReadPort(port, wrong));
    }

    private static int ReadPort(string port, Func<string, Exception> wrong) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 65535
            ? number
            : throw wrong("has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672.");

    private static void ReadPath(string? path, SendClientOptions options, string url)
    {
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        if (path.Contains('/', StringComparison.Ordinal))
        {
            throw Wrong(url, "has more than one part in its path. The path is the virtual host; write '/' in its name as %2F. The address to send to is not part of the URL: give it to [AmqpSender] or SenderOptions.Address.");
        }

        options.VirtualHost = Decode(path, "virtual host", url);
    }

    private static void ReadQuery(string? query, SendClientOptions options, string url)
    {
        if (string.IsNullOrEmpty(query))
        {
            return;
        }

        foreach (string pair in query.Split('&'))
        {
            string key = Cut(pair, '=', out string? raw);
            string value = Decode(raw ?? "", "query", url);
            switch (key)
            {
                case "allow-insecure-transport" when bool.TryParse(value, out bool allow):
                    options.AllowInsecureTransport = allow;
                    break;
                case "allow-insecure-transport":
                    throw Wrong(url, $"has the value '{ErrorText.FromPeer(value)}' for allow-insecure-transport. Write true or false.");
                case "container-id" when value.Length > 0:
                    options.ContainerId = value;
                    break;
                case "container-id":
                    throw Wrong(url, "has no value for container-id. Write a name, or leave the key out.");
                case "max-frame-size" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size >= 512:
                    options.MaxFrameSize = size;
                    break;
                case "max-frame-size":
                    throw Wrong(url, $"has the value '{ErrorText.FromPeer(value)}' for max-frame-size. Write a number of octets from 512 to 2147483647.");
                default:
                    throw Wrong(url, $"has the unknown query key '{ErrorText.FromPeer(key)}'. Known are {QueryKeys}; everything else is set in SendClientOptions.");
            }
        }
    }

    /// <summary>Returns what stands before the first <paramref name="separator"/>, and what stands after it, or null without one.</summary>
    private static string Cut(string text, char separator, out string? after)
    {
        int index = text.IndexOf(separator, StringComparison.Ordinal);
        after = index < 0 ? null : text[(index + 1)..];
        return index < 0 ? text : text[..index];
    }

    private static string Decode(string text, string part, string url)
    {
        for (int index = text.IndexOf('%', StringComparison.Ordinal); index >= 0; index = text.IndexOf('%', index + 1))
        {
            if (index + 2 >= text.Length || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
            {
                throw Wrong(url, $"has a '%' in its {part} that is not followed by two hexadecimal digits. Write '%' itself as %25.");
            }
        }

        return Uri.UnescapeDataString(text);
    }

    private static ArgumentException Wrong(string url, string what) => new($"The URL '{Redact(url)}' {what}", nameof(url));
}
