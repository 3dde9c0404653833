namespace TypedSender;

/// <summary>One attempt to connect, for which an <see cref="ICredentialProvider"/> gives the credential. Immutable.</summary>
public sealed record CredentialContext
{
    /// <summary>Makes a context. A client makes its own; this one is for tests of a provider.</summary>
    /// <param name="endpoint">Where the client connects to.</param>
    /// <param name="virtualHost">The virtual host that it asks for.</param>
    /// <param name="wasRefused">Whether the peer refused what the provider gave last.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is null.</exception>
    public CredentialContext(BrokerEndpoint endpoint, string? virtualHost = null, bool wasRefused = false)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        (Endpoint, VirtualHost, WasRefused) = (endpoint, virtualHost, wasRefused);
    }

    /// <summary>Where the client connects to.</summary>
    public BrokerEndpoint Endpoint { get; }

    /// <summary>The virtual host that it asks for (AMQP 1.0, 2.7.1, hostname); null for none.</summary>
    public string? VirtualHost { get; }

    /// <summary>Whether the peer refused what the provider gave this client last: a cached answer is then of no use.</summary>
    public bool WasRefused { get; }
}
