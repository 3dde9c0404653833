namespace TypedSender;

/// <summary>
/// Recognises connection strings (<c>key=value;key=value</c>) in what was given as a URL. What it returns comes from its own table and never from the text: what stands
/// before an <c>=</c> may be part of a value, and so of a secret.
/// </summary>
internal static class ConnectionStringKeys
{
    private const string Signature = "SharedAccessSignature";

    /// <summary>The keys that are recognised.</summary>
    public static readonly string[] Known =
    [
        "Endpoint", "SharedAccessKeyName", "SharedAccessKey", Signature, "EntityPath", "UseDevelopmentEmulator", "TransportType", "OperationTimeout",
        "DefaultEndpointsProtocol", "AccountName", "AccountKey", "EndpointSuffix", "HostName", "DeviceId",
        "Host", "Hosts", "Server", "Address", "Data Source", "Port", "VirtualHost", "Virtual Host", "Vhost",
        "UserName", "User", "User Id", "UserId", "Uid", "Login", "Password", "Pass", "Pwd", "Secret", "Token", "AccessKey", "ApiKey", "Key",
        "Product", "Platform", "Timeout", "RequestedHeartbeat", "Heartbeat", "PrefetchCount", "PublisherConfirms", "PersistentMessages", "Ssl", "UseSsl", "Tls", "Scheme", "Protocol",
    ];

    private static readonly HashSet<string> Secret = new(StringComparer.Ordinal)
    {
        "SharedAccessKey", Signature, "AccountKey", "Password", "Pwd", "AccessKey", "ApiKey",
    };

    private static readonly HashSet<string> OfPolicies = new(StringComparer.Ordinal) { "Endpoint", "SharedAccessKeyName", "SharedAccessKey", "EntityPath" };

    /// <summary>The known keys that stand in <paramref name="text"/>, each once, in their order; empty when it is no connection string.</summary>
    public static IReadOnlyList<string> Find(ReadOnlySpan<char> text)
    {
        List<string> keys = [];
        for (bool hasMore = true; hasMore;)
        {
            int end = text.IndexOfAny(';', ',');
            hasMore = end >= 0;
            ReadOnlySpan<char> setting = hasMore ? text[..end] : text;
            text = hasMore ? text[(end + 1)..] : [];
            if (FindKey(setting) is { } key && !keys.Contains(key))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>Whether one of the keys that hold secrets, and hardly anything else, stands in <paramref name="text"/>.</summary>
    public static bool HasSecret(ReadOnlySpan<char> text) => text.Contains('=') && Find(text).Any(Secret.Contains);

    /// <summary>Says what to write instead of a connection string.</summary>
    /// <param name="keys">What <see cref="Find"/> returned.</param>
    public static string Advise(IReadOnlyList<string> keys)
    {
        if (keys.Contains(Signature))
        {
            return "A shared access signature is of no use here: write amqps://SharedAccessKeyName:SharedAccessKey@host, with name and key of a policy, percent-encoded.";
        }

        return keys.Any(OfPolicies.Contains)
            ? "Write amqps://SharedAccessKeyName:SharedAccessKey@host instead, with the values of these keys, percent-encoded, and the host of Endpoint; EntityPath is the address, for [AmqpSender] or SenderOptions.Address."
            : "Write amqp://user:password@host:port/virtual-host instead, with user name, password and virtual host percent-encoded, or set the properties of SendClientOptions.";
    }

    private static string? FindKey(ReadOnlySpan<char> setting)
    {
        setting = setting.TrimStart();
        int equals = setting.IndexOf('=');
        if (equals < 0)
        {
            return null;
        }

        if (setting.StartsWith(Signature, StringComparison.OrdinalIgnoreCase))
        {
            return Signature;
        }

        ReadOnlySpan<char> key = setting[..equals].TrimEnd();
        return Match(key) ?? Match(key[(key.LastIndexOf(' ') + 1)..]);
    }

    private static string? Match(ReadOnlySpan<char> key)
    {
        foreach (string known in Known)
        {
            if (key.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return null;
    }
}
