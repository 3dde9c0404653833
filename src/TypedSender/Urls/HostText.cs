using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TypedSender;

/// <summary>Names and addresses of hosts, with and without a port. Compiled into the analyzers too, so it uses what netstandard2.0 has.</summary>
internal static class HostText
{
    // What names of network interfaces are made of on Linux, which allows 15 bytes, and elsewhere.
    private const int LongestZone = 15;

    // RFC 1035, 2.3.4.
    private const int LongestHost = 255;

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[IPv6]:port</c>.</summary>
    public static AddressFault Read(string text, out string host, out int? port)
    {
        string? portText;
        port = null;
        if (text.Length > 0 && text[0] == '[')
        {
            int close = text.IndexOf(']');
            host = close < 0 ? "" : text.Substring(1, close - 1);
            if (!TryParseAddress(host, out AddressFamily family) || family != AddressFamily.InterNetworkV6)
            {
                return AddressFault.InvalidIPv6;
            }

            string after = text.Substring(close + 1);
            if (after.Length > 0 && after[0] != ':')
            {
                return AddressFault.NoPortBehindIPv6;
            }

            portText = after.Length > 0 ? after.Substring(1) : null;
        }
        else
        {
            host = UrlText.Cut(text, ':', out portText);
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
        && (text.IndexOf(':') >= 0 ? TryParseAddress(text, out _) : Uri.CheckHostName(text) != UriHostNameType.Unknown);

    /// <summary>The framework takes any text as the zone of an IPv6 address; here it must be the name or number of a network interface (RFC 4007, 11), since texts show it.</summary>
    private static bool TryParseAddress(string text, out AddressFamily family)
    {
        bool isAddress = IPAddress.TryParse(text, out IPAddress? address);
        family = isAddress ? address!.AddressFamily : AddressFamily.Unknown;
        int percent = text.IndexOf('%');
        return isAddress && (percent < 0 || (text.Length - percent - 1 <= LongestZone && IsZone(text, percent + 1)));
    }

    private static bool IsZone(string text, int start)
    {
        for (int index = start; index < text.Length; index++)
        {
            if (!UrlText.IsLetterOrDigit(text[index]) && text[index] is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
