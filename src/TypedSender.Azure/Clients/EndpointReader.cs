using System.Net;
using System.Net.Sockets;

namespace TypedSender.Azure;

/// <summary>Reads endpoints: <c>sb://host:port/</c>, with or without the scheme, as the Azure SDKs take them.</summary>
internal static class EndpointReader
{
    private static readonly string[] SecureSchemes = ["sb", "amqps", "https"];
    private static readonly string[] ClearTextSchemes = ["amqp", "http"];

    /// <summary>Reads an endpoint or a namespace.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="allowsClearText">Whether a scheme may say that there is no TLS.</param>
    /// <param name="host">The host in lower case, an IPv6 address without brackets.</param>
    /// <param name="port">The port; null where it says none, or that of the scheme.</param>
    public static EndpointFault Read(string text, bool allowsClearText, out string host, out int? port)
    {
        (host, port) = ("", null);
        int end = text.IndexOf("://", StringComparison.Ordinal);
        string scheme = end < 0 ? SecureSchemes[0] : text[..end];
        bool isClearText = ClearTextSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);
        if (!isClearText && !SecureSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
        {
            return EndpointFault.ForeignScheme;
        }

        if (isClearText && !allowsClearText)
        {
            return EndpointFault.ClearTextScheme;
        }

        string rest = end < 0 ? text : text[(end + 3)..];
        if (rest.Contains('@', StringComparison.Ordinal))
        {
            return EndpointFault.UserInfo;
        }

        int authority = rest.AsSpan().IndexOfAny('/', '?', '#');
        if (authority >= 0 && rest[authority..] != "/")
        {
            return EndpointFault.Path;
        }

        AddressFault fault = HostText.Read(authority < 0 ? rest : rest[..authority], out host, out port);
        host = host.ToLowerInvariant();
        port = port == GetDefaultPort(scheme) ? null : port;
        return fault switch
        {
            AddressFault.None => EndpointFault.None,
            AddressFault.NoHost => EndpointFault.NoHost,
            AddressFault.InvalidPort or AddressFault.NoPortBehindIPv6 => EndpointFault.Port,
            _ => EndpointFault.Host,
        };
    }

    /// <summary>
    /// Whether a host is one where an emulator runs, other than this machine: a container, a virtual machine or its host, or another machine of a private network. To these a
    /// token may travel without TLS, as the Azure SDKs let it to any host.
    /// </summary>
    public static bool IsOfPrivateNetwork(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            byte[] bytes = address.GetAddressBytes();
            return address.AddressFamily == AddressFamily.InterNetworkV6
                ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
                : (bytes[0], bytes[1]) is (10, _) or (172, >= 16 and <= 31) or (192, 168) or (169, 254);
        }

        // The names of containers have no dot; docker's name for the host is host.docker.internal.
        return !host.Contains('.', StringComparison.Ordinal) || host.EndsWith(".internal", StringComparison.Ordinal) || host.EndsWith(".local", StringComparison.Ordinal);
    }

    private static int? GetDefaultPort(string scheme) =>
        scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? 443 : scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? 80 : null;
}
