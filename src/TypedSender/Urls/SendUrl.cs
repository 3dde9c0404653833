using System;
using System.Collections.Generic;
using System.Globalization;

namespace TypedSender;

/// <summary>
/// A URL of the form <c>amqp://user:password@host:port,host:port/virtual-host?key=value</c>, or with <c>ws://</c> and the path of a WebSocket, as it was read. What is wrong with it is an
/// <see cref="AddressFault"/>, which holds nothing of the URL. Compiled into the analyzers too, which so refuse what the runtime refuses; it uses what netstandard2.0 has.
/// </summary>
internal sealed class SendUrl
{
    private static readonly (string Name, bool UsesWebSocket, bool UseTls)[] Schemes =
    [
        ("amqp", false, false), ("amqps", false, true), ("ws", true, false), ("wss", true, true),
    ];

    private SendUrl()
    {
    }

    /// <summary>What is wrong; the other values count only if nothing is.</summary>
    public AddressFault Fault { get; private set; }

    /// <summary>Which of several hosts or query keys is wrong, from 1; 0 if there is only one.</summary>
    public int Position { get; private set; }

    public bool UsesWebSocket { get; private set; }

    public bool UseTls { get; private set; }

    /// <summary>Decoded; null without a user.</summary>
    public string? UserName { get; private set; }

    /// <summary>Decoded; empty without a password, null without a user.</summary>
    public string? Password { get; private set; }

    public string Host { get; private set; } = "";

    public int? Port { get; private set; }

    /// <summary>The further hosts, as they were written.</summary>
    public List<string> FurtherHosts { get; } = [];

    /// <summary>With its slash; null without one.</summary>
    public string? WebSocketPath { get; private set; }

    /// <summary>Decoded; null without one.</summary>
    public string? VirtualHost { get; private set; }

    public bool? AllowInsecureTransport { get; private set; }

    public string? ContainerId { get; private set; }

    /// <summary>In bytes.</summary>
    public int? MaxFrameSize { get; private set; }

    /// <summary>Reads a URL.</summary>
    public static SendUrl Read(string text)
    {
        SendUrl url = new();
        url.Fault = url.ReadAll(text);
        return url;
    }

    private AddressFault ReadAll(string url)
    {
        int schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        if (ReadScheme(url, schemeEnd) is var scheme and not AddressFault.None)
        {
            return scheme;
        }

        string rest = url.Substring(schemeEnd + 3);
        int authorityEnd = rest.IndexOfAny(['/', '?', '#']);
        if (authorityEnd >= 0 && rest.IndexOf('@', authorityEnd) >= 0)
        {
            return AddressFault.LateAt;
        }

        int at = rest.LastIndexOf('@');
        string? userInfo = at < 0 ? null : rest.Substring(0, at);
        rest = rest.Substring(at + 1);
        if (ConnectionStringKeys.HasSecret(rest))
        {
            return AddressFault.ConnectionString;
        }

        rest = UrlText.Cut(rest, '#', out string? fragment);
        if (fragment is not null)
        {
            return AddressFault.Fragment;
        }

        rest = UrlText.Cut(rest, '?', out string? query);
        string hosts = UrlText.Cut(rest, '/', out string? path);
        AddressFault fault = ReadUser(userInfo);
        fault = fault == AddressFault.None ? ReadHosts(hosts) : fault;
        fault = fault == AddressFault.None ? ReadPath(path) : fault;
        return fault == AddressFault.None ? ReadQuery(query) : fault;
    }

    private AddressFault ReadScheme(string url, int schemeEnd)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return AddressFault.Empty;
        }

        if (schemeEnd <= 0)
        {
            return AddressFault.NoScheme;
        }

        string scheme = url.Substring(0, schemeEnd);
        foreach ((string known, bool usesWebSocket, bool useTls) in Schemes)
        {
            if (scheme.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                (UsesWebSocket, UseTls) = (usesWebSocket, useTls);
                return AddressFault.None;
            }
        }

        // RFC 3986, 3.1.
        foreach (char character in scheme)
        {
            if (!UrlText.IsLetterOrDigit(character) && character is not ('+' or '-' or '.'))
            {
                return AddressFault.InvalidScheme;
            }
        }

        return AddressFault.ForeignScheme;
    }

    private AddressFault ReadUser(string? userInfo)
    {
        if (userInfo is null)
        {
            return AddressFault.None;
        }

        string user = UrlText.Cut(userInfo, ':', out string? password);
        if (user.Length == 0)
        {
            return AddressFault.NoUserName;
        }

        UserName = UrlText.Decode(user);
        Password = UrlText.Decode(password ?? "");
        return UserName is null ? AddressFault.PercentInUserName : Password is null ? AddressFault.PercentInPassword : AddressFault.None;
    }

    private AddressFault ReadHosts(string hosts)
    {
        string[] entries = hosts.Split(',');
        for (int index = 0; index < entries.Length; index++)
        {
            if (HostText.Read(entries[index], out string host, out int? port) is var fault and not AddressFault.None)
            {
                Position = entries.Length > 1 ? index + 1 : 0;
                return fault;
            }

            if (index == 0)
            {
                (Host, Port) = (host, port);
            }
            else
            {
                FurtherHosts.Add(entries[index]);
            }
        }

        return AddressFault.None;
    }

    private AddressFault ReadPath(string? path)
    {
        if (path is null or "")
        {
            return AddressFault.None;
        }

        if (UsesWebSocket)
        {
            WebSocketPath = "/" + path;
            return UrlText.IsPath(path) ? AddressFault.None : AddressFault.InvalidWebSocketPath;
        }

        if (path.IndexOf('/') >= 0)
        {
            return AddressFault.LongPath;
        }

        VirtualHost = UrlText.Decode(path);
        return VirtualHost is null ? AddressFault.PercentInPath : AddressFault.None;
    }

    private AddressFault ReadQuery(string? query)
    {
        if (query is null or "")
        {
            return AddressFault.None;
        }

        string[] pairs = query.Split('&');
        for (int index = 0; index < pairs.Length; index++)
        {
            string key = UrlText.Cut(pairs[index], '=', out string? raw);
            if (UrlText.Decode(raw ?? "") is not { } value)
            {
                return AddressFault.PercentInQuery;
            }

            if (ReadSetting(key, value) is var fault and not AddressFault.None)
            {
                Position = fault == AddressFault.UnknownKey ? index + 1 : 0;
                return fault;
            }
        }

        return AddressFault.None;
    }

    private AddressFault ReadSetting(string key, string value)
    {
        switch (key)
        {
            case "allow-insecure-transport" when bool.TryParse(value, out bool allow):
                AllowInsecureTransport = allow;
                return AddressFault.None;
            case "allow-insecure-transport":
                return AddressFault.InvalidInsecureTransport;
            case "container-id" when value.Length > 0:
                ContainerId = value;
                return AddressFault.None;
            case "container-id":
                return AddressFault.NoContainerId;
            case "max-frame-size" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size >= 512:
                MaxFrameSize = size;
                return AddressFault.None;
            case "max-frame-size":
                return AddressFault.InvalidMaxFrameSize;
            case "virtual-host" when UsesWebSocket && value.Length > 0:
                VirtualHost = value;
                return AddressFault.None;
            case "virtual-host" when UsesWebSocket:
                return AddressFault.NoVirtualHost;
            default:
                return AddressFault.UnknownKey;
        }
    }
}
