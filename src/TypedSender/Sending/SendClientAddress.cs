namespace TypedSender;

/// <summary>Makes options of URLs, which <see cref="SendUrl"/> reads.</summary>
internal static class SendClientAddress
{
    /// <summary>Reads <paramref name="url"/>.</summary>
    /// <exception cref="ArgumentException">It is not such a URL.</exception>
    public static SendClientOptions Parse(string url)
    {
        SendClientOptions options = new();
        Apply(url, options);
        return options;
    }

    /// <summary>Reads <paramref name="url"/> into options: the address as a whole, and of the rest what it says.</summary>
    /// <exception cref="ArgumentException">It is not such a URL; the options are as they were.</exception>
    public static void Apply(string url, SendClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(url);
        SendUrl read = SendUrl.Read(url);
        if (read.Fault != AddressFault.None)
        {
            throw AddressErrors.OfUrl(read.Fault, read.Position, url);
        }

        Apply(read, options);
    }

    /// <summary>Reads <paramref name="url"/>, and has a delegate set what it does not say.</summary>
    /// <exception cref="ArgumentException">It is not such a URL.</exception>
    public static SendClientOptions Parse(string url, Action<SendClientOptions>? configure)
    {
        SendClientOptions options = Parse(url);
        configure?.Invoke(options);
        return options;
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

    private static void Apply(SendUrl url, SendClientOptions options)
    {
        options.Transport = url.UsesWebSocket ? AmqpTransportKind.WebSocket : AmqpTransportKind.Tcp;
        options.UseTls = url.UseTls;
        options.Host = url.Host;
        options.Port = url.Port;
        options.Hosts.Clear();
        foreach (string host in url.FurtherHosts)
        {
            options.Hosts.Add(host);
        }

        options.UserName = url.UserName ?? options.UserName;
        options.Password = url.Password ?? options.Password;
        options.WebSocketPath = url.WebSocketPath ?? options.WebSocketPath;
        options.ContainerId = url.ContainerId ?? options.ContainerId;
        options.MaxFrameSize = url.MaxFrameSize ?? options.MaxFrameSize;
        options.AllowInsecureTransport = url.AllowInsecureTransport ?? options.AllowInsecureTransport;
        if (url.VirtualHost is { } virtualHost)
        {
            options.SetVirtualHostOfUrl(virtualHost);
        }
    }
}
