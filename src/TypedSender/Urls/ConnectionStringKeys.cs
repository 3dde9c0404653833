using System;
using System.Collections.Generic;

namespace TypedSender;

/// <summary>
/// Recognises connection strings (<c>key=value;key=value</c>) in what was given as a URL. What it returns comes from its own table and never from the text: what stands
/// before an <c>=</c> may be part of a value, and so of a secret. Compiled into the analyzers too, so it uses what netstandard2.0 has.
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

    private static readonly HashSet<string> OfSignatures = new(StringComparer.Ordinal) { Signature };

    private static readonly HashSet<string> OfPolicies = new(StringComparer.Ordinal) { "Endpoint", "SharedAccessKeyName", "SharedAccessKey", "EntityPath" };

    /// <summary>The known keys that stand in <paramref name="text"/>, each once, in their order; empty when it is no connection string.</summary>
    public static IReadOnlyList<string> Find(string text)
    {
        List<string> keys = [];
        foreach (string setting in text.Split(';', ','))
        {
            if (FindKey(setting) is { } key && !keys.Contains(key))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>Whether one of the keys that hold secrets, and hardly anything else, stands in <paramref name="text"/>.</summary>
    public static bool HasSecret(string text) => text.IndexOf('=') >= 0 && HasAny(Find(text), Secret);

    /// <summary>Says what to write instead of a connection string.</summary>
    /// <param name="keys">What <see cref="Find"/> returned.</param>
    public static string Advise(IReadOnlyList<string> keys)
    {
        if (HasAny(keys, OfSignatures))
        {
            return "A shared access signature is of no use here: write amqps://SharedAccessKeyName:SharedAccessKey@host, with name and key of a policy, percent-encoded.";
        }

        return HasAny(keys, OfPolicies)
            ? "Write amqps://SharedAccessKeyName:SharedAccessKey@host instead, with the values of these keys, percent-encoded, and the host of Endpoint; EntityPath is the address, for [AmqpSender] or SenderOptions.Address."
            : "Write amqp://user:password@host:port/virtual-host instead, with user name, password and virtual host percent-encoded, or set the properties of SendClientOptions.";
    }

    private static bool HasAny(IReadOnlyList<string> keys, HashSet<string> wanted)
    {
        foreach (string key in keys)
        {
            if (wanted.Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    private static string? FindKey(string setting)
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

        string key = setting.Substring(0, equals).TrimEnd();
        return Match(key) ?? Match(key.Substring(key.LastIndexOf(' ') + 1));
    }

    private static string? Match(string key)
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
