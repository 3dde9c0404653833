using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Where a peer sends a link or a connection to (AMQP 1.0, 2.8.16 and 2.8.18, <c>amqp:connection:redirect</c> and <c>amqp:link:redirect</c>). Immutable.</summary>
/// <remarks>All of it is what the peer says: nothing of it has been tried, and none of its texts has a control character.</remarks>
public sealed record AmqpRedirect
{
    // An address is a string without a bound, and travels in a frame; longer ones are no addresses that anybody uses.
    private const int LongestAddress = 1024;

    // RFC 1035, 2.3.4.
    private const int LongestHostName = 255;

    private AmqpRedirect(bool isOfLink) => IsOfLink = isOfLink;

    /// <summary>Whether it is one link that is sent elsewhere; otherwise it is the connection.</summary>
    public bool IsOfLink { get; }

    /// <summary>The name of the container (hostname), for the open frame and the certificate; null if the peer gave none.</summary>
    public string? HostName { get; private init; }

    /// <summary>Name or address of the machine (network-host); null if the peer gave none.</summary>
    public string? NetworkHost { get; private init; }

    /// <summary>TCP port, 1 to 65535 (port); null if the peer gave none.</summary>
    public int? Port { get; private init; }

    /// <summary>The address of the target there (address), for a link; null if the peer gave none.</summary>
    public string? Address { get; private init; }

    /// <summary>The scheme of the URL, such as <c>amqps</c>, which the standard does not know and some brokers give (scheme); null if the peer gave none.</summary>
    public string? Scheme { get; private init; }

    /// <summary>Reads the redirect of an error, such as that of an outcome.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The redirect; null when the error is none, or its info map cannot be used.</returns>
    public static AmqpRedirect? Read(AmqpError? error) => TryRead(error, out AmqpRedirect? redirect, out _) ? redirect : null;

    /// <summary>Where to, such as <c>other.example:5671 and the address 'orders'</c>. For logs and texts.</summary>
    public override string ToString()
    {
        string host = NetworkHost ?? HostName ?? "the same host";
        string port = Port is { } number ? number.ToString(CultureInfo.InvariantCulture) : "";
        string place = port.Length == 0 ? host : NetworkHost is null && HostName is null ? $"{host}, port {port}" : ErrorText.Endpoint(host, Port!.Value);
        return Address is null ? place : $"{place} and the address {ErrorText.Address(Address)}";
    }

    /// <summary>Whether an error sends a link or connection elsewhere, whatever its info map holds.</summary>
    internal static bool IsRedirect(AmqpError? error) => error?.Condition.Value is AmqpErrorConditions.LinkRedirect or AmqpErrorConditions.ConnectionRedirect;

    /// <summary>Reads the redirect of an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="redirect">The redirect.</param>
    /// <param name="problem">Why there is none; null when the error is no redirect at all.</param>
    internal static bool TryRead(AmqpError? error, [NotNullWhen(true)] out AmqpRedirect? redirect, out string? problem)
    {
        redirect = null;
        problem = null;
        if (!IsRedirect(error))
        {
            return false;
        }

        AmqpMap info = error!.Info ?? [];
        bool isOfLink = error.Condition.Value == AmqpErrorConditions.LinkRedirect;
        string? hostName = ReadText(info, "hostname", LongestHostName, ref problem);
        string? networkHost = ReadText(info, "network-host", LongestHostName, ref problem);
        string? address = isOfLink ? ReadText(info, "address", LongestAddress, ref problem) : null;
        string? scheme = ReadText(info, "scheme", LongestHostName, ref problem);
        int? port = ReadPort(info, ref problem);
        problem ??= networkHost is not null && !HostText.IsHost(networkHost) ? "network-host is no name or address of a host" : null;
        problem ??= HasSecret(address) ? "address holds a user name or a password" : HasSecret(hostName) ? "hostname holds a user name or a password" : null;
        problem ??= (hostName ?? networkHost ?? address) is null && port is null ? "it names no host, port or address" : null;
        if (problem is not null)
        {
            return false;
        }

        redirect = new AmqpRedirect(isOfLink) { HostName = hostName, NetworkHost = networkHost, Port = port, Address = address, Scheme = scheme };
        return true;
    }

    /// <summary>Texts and logs show both.</summary>
    private static bool HasSecret(string? text) => text is not null && SendClientAddress.HasSecret(text);

    private static string? ReadText(AmqpMap info, string key, int longest, ref string? problem)
    {
        if (!info.TryGetValue(new AmqpSymbol(key), out object? value) || value is null)
        {
            return null;
        }

        string? text = value is AmqpSymbol symbol ? symbol.Value : value as string;
        string? wrong = text switch
        {
            null => $"{key} is of the type {value.GetType().Name}, and no text",
            "" => $"{key} is empty",
            _ when text.Length > longest => string.Create(CultureInfo.InvariantCulture, $"{key} has {text.Length:N0} characters, and {longest:N0} are taken at the most"),
            _ when text != ErrorText.FromPeer(text) && text.Length <= LongestHostName => $"{key} has control characters",
            _ when text.Any(char.IsControl) => $"{key} has control characters",
            _ => null,
        };
        problem ??= wrong;
        return wrong is null ? text : null;
    }

    private static int? ReadPort(AmqpMap info, ref string? problem)
    {
        if (!info.TryGetValue(new AmqpSymbol("port"), out object? value) || value is null)
        {
            return null;
        }

        decimal? number = value switch
        {
            byte each => each,
            sbyte each => each,
            ushort each => each,
            short each => each,
            uint each => each,
            int each => each,
            ulong each => each,
            long each => each,
            _ => null,
        };
        if (number is >= 1 and <= 65_535)
        {
            return (int)number;
        }

        problem ??= number is null
            ? $"port is of the type {value.GetType().Name}, and no whole number"
            : string.Create(CultureInfo.InvariantCulture, $"port is {number}, which is no TCP port");
        return null;
    }
}
