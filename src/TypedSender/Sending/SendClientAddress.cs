using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TypedSender;

/// <summary>
/// Reads URLs of the form <c>amqp://user:password@host:port,host:port/virtual-host?key=value</c>, or with <c>ws://</c> and the path of a WebSocket. What is wrong with one is reported as an
/// <see cref="AddressFault"/>, which holds nothing of the URL.
/// </summary>
internal static class SendClientAddress
{
    // What names of network interfaces are made of on Linux, which allows 15 bytes, and elsewhere.
    private const int LongestZone = 15;

    private static readonly SearchValues<char> ZoneCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-");

    private static readonly (string Name, AmqpTransportKind Transport, bool UseTls)[] Schemes =
    [
        ("amqp", AmqpTransportKind.Tcp, false), ("amqps", AmqpTransportKind.Tcp, true), ("ws", AmqpTransportKind.WebSocket, false), ("wss", AmqpTransportKind.WebSocket, true),
    ];

    // RFC 1035, 2.3.4.
    private const int LongestHost = 255;

    /// <summary>Reads <paramref name="url"/>.</summary>
    /// <exception cref="ArgumentException">It is not such a URL.</exception>
    public static SendClientOptions Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        SendClientOptions options = new();
        int position = 0;
        AddressFault fault = Read(url, options, ref position);
        return fault == AddressFault.None ? options : throw AddressErrors.OfUrl(fault, position, url);
    }

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[IPv6]:port</c>.</summary>
    public static AddressFault ReadHost(string text, out string host, out int? port)
    {
        string? portText;
        port = null;
        if (text.StartsWith('['))
        {
            int close = text.IndexOf(']', StringComparison.Ordinal);
            host = close < 0 ? "" : text[1..close];
            if (!TryParseAddress(host, out AddressFamily family) || family != AddressFamily.InterNetworkV6)
            {
                return AddressFault.InvalidIPv6;
            }

            string after = text[(close + 1)..];
            if (after.Length > 0 && after[0] != ':')
            {
                return AddressFault.NoPortBehindIPv6;
            }

            portText = after.Length > 0 ? after[1..] : null;
        }
        else
        {
            host = Cut(text, ':', out portText);
        }

        if (host.Length == 0)
        {
            return AddressFault.NoHost;
        }

        if (!IsHost(host))
        {
            return AddressFault.InvalidHost;
        }

        if (portText is not null)
        {
            bool isPort = int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 65535;
            port = isPort ? number : null;
            return isPort ? AddressFault.None : AddressFault.InvalidPort;
        }

        return AddressFault.None;
    }

    /// <summary>Whether <paramref name="text"/> is the name or address of a host, and nothing else.</summary>
    public static bool IsHost(string text) => text.Length <= LongestHost
        && (text.Contains(':', StringComparison.Ordinal) ? TryParseAddress(text, out _) : Uri.CheckHostName(text) != UriHostNameType.Unknown);

    /// <summary>The framework takes any text as the zone of an IPv6 address; here it must be the name or number of a network interface (RFC 4007, 11), since texts show it.</summary>
    private static bool TryParseAddress(string text, out AddressFamily family)
    {
        bool isAddress = IPAddress.TryParse(text, out IPAddress? address);
        family = isAddress ? address!.AddressFamily : AddressFamily.Unknown;
        int percent = text.IndexOf('%', StringComparison.Ordinal);
        return isAddress && (percent < 0 || (text.Length - percent - 1 <= LongestZone && text.AsSpan(percent + 1).IndexOfAnyExcept(ZoneCharacters) < 0));
    }

    /// <summary>Whether an address to send to or receive from holds the password of a URL or the secret of a connection string.</summary>
    public static bool HasSecret(string address)
    {
        int scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            ReadOnlySpan<char> rest = address.AsSpan(scheme + 3);
            int authorityEnd = rest.IndexOfAny('/', '?', '#');
            ReadOnlySpan<char> authority = authorityEnd < 0 ? rest : rest[..authorityEnd];
            if (authority.Contains('@'))
            {
                return true;
            }
        }

        return ConnectionStringKeys.HasSecret(address);
    }

    private static AddressFault Read(string url, SendClientOptions options, ref int position)
    {
        int schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        if (ReadScheme(url, schemeEnd, options) is var scheme and not AddressFault.None)
        {
            return scheme;
        }

        string rest = url[(schemeEnd + 3)..];
        int authorityEnd = rest.AsSpan().IndexOfAny('/', '?', '#');
        if (authorityEnd >= 0 && rest.IndexOf('@', authorityEnd) >= 0)
        {
            return AddressFault.LateAt;
        }

        int at = rest.LastIndexOf('@');
        string? userInfo = at < 0 ? null : rest[..at];
        rest = rest[(at + 1)..];
        if (ConnectionStringKeys.HasSecret(rest))
        {
            return AddressFault.ConnectionString;
        }

        rest = Cut(rest, '#', out string? fragment);
        if (fragment is not null)
        {
            return AddressFault.Fragment;
        }

        rest = Cut(rest, '?', out string? query);
        string hosts = Cut(rest, '/', out string? path);
        AddressFault fault = ReadUser(userInfo, options);
        fault = fault == AddressFault.None ? ReadHosts(hosts, options, ref position) : fault;
        fault = fault == AddressFault.None ? ReadPath(path, options) : fault;
        return fault == AddressFault.None ? ReadQuery(query, options, ref position) : fault;
    }

    private static AddressFault ReadScheme(string url, int schemeEnd, SendClientOptions options)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return AddressFault.Empty;
        }

        if (schemeEnd <= 0)
        {
            return AddressFault.NoScheme;
        }

        ReadOnlySpan<char> scheme = url.AsSpan(0, schemeEnd);
        foreach ((string known, AmqpTransportKind transport, bool useTls) in Schemes)
        {
            if (scheme.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                (options.Transport, options.UseTls) = (transport, useTls);
                return AddressFault.None;
            }
        }

        // RFC 3986, 3.1.
        foreach (char character in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.'))
            {
                return AddressFault.InvalidScheme;
            }
        }

        return AddressFault.ForeignScheme;
    }

    private static AddressFault ReadUser(string? userInfo, SendClientOptions options)
    {
        if (userInfo is null)
        {
            return AddressFault.None;
        }

        string user = Cut(userInfo, ':', out string? password);
        if (user.Length == 0)
        {
            return AddressFault.NoUserName;
        }

        if (!TryDecode(user, out string? decoded))
        {
            return AddressFault.PercentInUserName;
        }

        options.UserName = decoded;
        if (!TryDecode(password ?? "", out decoded))
        {
            return AddressFault.PercentInPassword;
        }

        options.Password = decoded;
        return AddressFault.None;
    }

    private static AddressFault ReadHosts(string hosts, SendClientOptions options, ref int position)
    {
        string[] entries = hosts.Split(',');
        for (int index = 0; index < entries.Length; index++)
        {
            if (ReadHost(entries[index], out string host, out int? port) is var fault and not AddressFault.None)
            {
                position = entries.Length > 1 ? index + 1 : 0;
                return fault;
            }

            if (index == 0)
            {
                (options.Host, options.Port) = (host, port);
            }
            else
            {
                options.Hosts.Add(entries[index]);
            }
        }

        return AddressFault.None;
    }

    private static AddressFault ReadPath(string? path, SendClientOptions options)
    {
        if (string.IsNullOrEmpty(path))
        {
            return AddressFault.None;
        }

        if (options.Transport == AmqpTransportKind.WebSocket)
        {
            options.WebSocketPath = $"/{path}";
            return WebSocketTarget.IsPath(path) ? AddressFault.None : AddressFault.InvalidWebSocketPath;
        }

        if (path.Contains('/', StringComparison.Ordinal))
        {
            return AddressFault.LongPath;
        }

        if (!TryDecode(path, out string? name))
        {
            return AddressFault.PercentInPath;
        }

        options.SetVirtualHostOfUrl(name);
        return AddressFault.None;
    }

    private static AddressFault ReadQuery(string? query, SendClientOptions options, ref int position)
    {
        if (string.IsNullOrEmpty(query))
        {
            return AddressFault.None;
        }

        string[] pairs = query.Split('&');
        for (int index = 0; index < pairs.Length; index++)
        {
            string key = Cut(pairs[index], '=', out string? raw);
            if (!TryDecode(raw ?? "", out string? value))
            {
                return AddressFault.PercentInQuery;
            }

            switch (key)
            {
                case "allow-insecure-transport" when bool.TryParse(value, out bool allow):
                    options.AllowInsecureTransport = allow;
                    break;
                case "allow-insecure-transport":
                    return AddressFault.InvalidInsecureTransport;
                case "container-id" when value.Length > 0:
                    options.ContainerId = value;
                    break;
                case "container-id":
                    return AddressFault.NoContainerId;
                case "max-frame-size" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size >= 512:
                    options.MaxFrameSize = size;
                    break;
                case "max-frame-size":
                    return AddressFault.InvalidMaxFrameSize;
                case "virtual-host" when options.Transport == AmqpTransportKind.WebSocket && value.Length > 0:
                    options.SetVirtualHostOfUrl(value);
                    break;
                case "virtual-host" when options.Transport == AmqpTransportKind.WebSocket:
                    return AddressFault.NoVirtualHost;
                default:
                    position = index + 1;
                    return AddressFault.UnknownKey;
            }
        }

        return AddressFault.None;
    }

    /// <summary>Returns what stands before the first <paramref name="separator"/>, and what stands after it, or null without one.</summary>
    private static string Cut(string text, char separator, out string? after)
    {
        int index = text.IndexOf(separator, StringComparison.Ordinal);
        after = index < 0 ? null : text[(index + 1)..];
        return index < 0 ? text : text[..index];
    }

    private static bool TryDecode(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        for (int index = text.IndexOf('%', StringComparison.Ordinal); index >= 0; index = text.IndexOf('%', index + 1))
        {
            if (index + 2 >= text.Length || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
            {
                return false;
            }
        }

        decoded = Uri.UnescapeDataString(text);
        return true;
    }
}
