using System;
using System.Collections.Generic;
using System.Globalization;

namespace TypedSender;

/// <summary>
/// The texts about URLs and hosts that cannot be used. A secret may stand anywhere in such a text, so nothing of it is repeated but what comes from a closed set:
/// a fault, a position, a scheme that is known or too short to hold a secret, the known keys of a connection string. Compiled into the analyzers too, so it uses what
/// netstandard2.0 has.
/// </summary>
internal static class AddressErrors
{
    private const string Form = "Write amqp://user:password@host:port/virtual-host, for example amqp://localhost:5672.";

    private const string WebSocketForm = "Write wss://user:password@host:port/path, for example ws://localhost:80/.";

    // Beyond this length a scheme is shown only if it is known.
    private const int ShortScheme = 5;

    /// <summary>The longer schemes that are shown: what people connect to in this way elsewhere.</summary>
    public static readonly string[] Schemes = KnownUrlSchemes.Shown;

    /// <summary>A URL that cannot be used.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="position">Which of several hosts or query keys, from 1; 0 if there is only one.</param>
    /// <param name="url">The URL, of which only the scheme and known keys are shown.</param>
    public static ArgumentException OfUrl(AddressFault fault, int position, string url) => new(TextOfUrl(fault, position, url), nameof(url));

    /// <summary>Says what is wrong with a URL, and what to write.</summary>
    public static string TextOfUrl(AddressFault fault, int position, string url)
    {
        if (fault == AddressFault.Empty)
        {
            return $"The URL is empty. {Form}";
        }

        if (MayBeConnectionString(fault) && ConnectionStringKeys.Find(url) is { Count: > 0 } keys)
        {
            return $"The URL{WithScheme(url)} looks like a connection string with {List(keys)}. {ConnectionStringKeys.Advise(keys)}";
        }

        string number = position.ToString(CultureInfo.InvariantCulture);
        string subject = (position, fault) switch
        {
            (0, _) => "The URL",
            (_, AddressFault.UnknownKey) => $"The URL, in key {number} of its query,",
            _ => $"The URL, in host {number},",
        };
        string what = fault == AddressFault.ForeignScheme ? DescribeScheme(url) : (IsWebSocket(url) ? DescribeForWebSocket(fault) : null) ?? Describe(fault);
        return $"{subject} {what}";
    }

    /// <summary>An entry of <see cref="SendClientOptions.Hosts"/> that cannot be used.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="position">Which one, from 1.</param>
    public static ArgumentException OfHosts(AddressFault fault, int position) => new(
        $"Entry {position.ToString(CultureInfo.InvariantCulture)} of SendClientOptions.Hosts {(fault is AddressFault.NoHost or AddressFault.InvalidHost ? "is no host name or address, with or without a port" : Describe(fault).TrimEnd('.'))}. Give each host as host or host:port, without scheme, user and path.",
        "options");

    /// <summary>An option that has to be the name or address of a host and is not.</summary>
    /// <param name="name">The option.</param>
    public static ArgumentException OfHost(string name) =>
        new($"SendClientOptions.{name} is no host name or address. Give the name or address alone, without scheme, user, port and path; SendClientOptions.FromUrl reads URLs.", "options");

    private static bool MayBeConnectionString(AddressFault fault) => fault
        is AddressFault.ConnectionString or AddressFault.NoScheme or AddressFault.InvalidScheme or AddressFault.ForeignScheme
        or AddressFault.NoHost or AddressFault.InvalidHost or AddressFault.InvalidPort or AddressFault.LateAt or AddressFault.LongPath;

    private static string List(IReadOnlyList<string> keys)
    {
        string list = keys.Count == 1 ? "the key " : "the keys ";
        for (int index = 0; index < keys.Count; index++)
        {
            list += (index == 0 ? "" : index == keys.Count - 1 ? " and " : ", ") + keys[index];
        }

        return list;
    }

    private static string DescribeScheme(string url) => GetScheme(url) is { } scheme ? $"has the scheme '{scheme}', which is not AMQP. {Form}" : $"has a scheme that is not AMQP. {Form}";

    private static string WithScheme(string url) => GetScheme(url) is { } scheme ? $" with the scheme '{scheme}'" : "";

    /// <summary>The scheme, if showing it cannot show a secret.</summary>
    private static string? GetScheme(string url)
    {
        string scheme = url.Substring(0, Math.Max(url.IndexOf("://", StringComparison.Ordinal), 0));
        if (scheme.Length is > 0 and <= ShortScheme && IsLetters(scheme))
        {
            return scheme;
        }

        foreach (string known in Schemes)
        {
            if (scheme.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return null;
    }

    private static bool IsLetters(string text)
    {
        foreach (char character in text)
        {
            if (character is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWebSocket(string url) => url.StartsWith("ws://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("wss://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The texts that would lead a URL of a WebSocket astray; null for the others.</summary>
    private static string? DescribeForWebSocket(AddressFault fault) => fault switch
    {
        AddressFault.NoUserName => $"has no user name before '@'. {WebSocketForm}",
        AddressFault.NoHost => $"has no host. {WebSocketForm}",
        AddressFault.InvalidHost => $"has no valid host name. {WebSocketForm}",
        AddressFault.InvalidIPv6 => "has no valid IPv6 address in brackets. Write it like ws://[::1]:80.",
        AddressFault.NoPortBehindIPv6 => "has something other than a port after the IPv6 address. Write it like ws://[::1]:80.",
        AddressFault.InvalidPort => "has a port that is not a number from 1 to 65535. Correct it, or leave it out for 80 (443 with wss://).",
        AddressFault.UnknownKey => "has a name that is not known. Known are allow-insecure-transport, container-id, max-frame-size and virtual-host; everything else is set in SendClientOptions.",
        _ => null,
    };

    private static string Describe(AddressFault fault) => fault switch
    {
        AddressFault.NoScheme => $"has no scheme. {Form}",
        AddressFault.InvalidScheme => $"has no valid scheme. {Form}",
        AddressFault.ConnectionString => $"has settings of the form key=value in it. {Form}",
        AddressFault.LateAt => "has an '@' after the first '/', '?' or '#'. Percent-encode these characters in user name, password and query: '@' is %40, '/' is %2F, '?' is %3F, '#' is %23.",
        AddressFault.Fragment => "has a part after '#', which has no meaning here. Leave it out; in a password, write '#' as %23.",
        AddressFault.NoUserName => $"has no user name before '@'. {Form}",
        AddressFault.NoHost => $"has no host. {Form}",
        AddressFault.InvalidHost => $"has no valid host name. {Form}",
        AddressFault.InvalidIPv6 => "has no valid IPv6 address in brackets. Write it like amqp://[::1]:5672.",
        AddressFault.NoPortBehindIPv6 => "has something other than a port after the IPv6 address. Write it like amqp://[::1]:5672.",
        AddressFault.InvalidPort => "has a port that is not a number from 1 to 65535. Correct it, or leave it out for 5672 (5671 with TLS).",
        AddressFault.LongPath => "has more than one part in its path. The path is the virtual host; write '/' in its name as %2F. The address to send to is not part of the URL: give it to [AmqpSender] or SenderOptions.Address.",
        AddressFault.InvalidWebSocketPath => "has a path with a character that no path of a WebSocket has. Percent-encode it: a space is %20, '%' itself is %25.",
        AddressFault.UnknownKey => "has a name that is not known. Known are allow-insecure-transport, container-id and max-frame-size; everything else is set in SendClientOptions.",
        AddressFault.InvalidInsecureTransport => "has another value than true and false for allow-insecure-transport. Write true or false.",
        AddressFault.NoContainerId => "has no value for container-id. Write a name, or leave the key out.",
        AddressFault.NoVirtualHost => "has no value for virtual-host. Write the name, or leave the key out to send the host.",
        AddressFault.InvalidMaxFrameSize => "has a value for max-frame-size that is not a number of bytes from 512 to 2147483647. Correct it, or leave the key out for 65536.",
        AddressFault.PercentInUserName => Percent("user name"),
        AddressFault.PercentInPassword => Percent("password"),
        AddressFault.PercentInPath => Percent("virtual host"),
        AddressFault.PercentInQuery => Percent("query"),
        _ => $"cannot be used. {Form}",
    };

    private static string Percent(string part) => $"has a '%' in its {part} that is not followed by two hexadecimal digits. Write '%' itself as %25.";
}
