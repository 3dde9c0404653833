namespace TypedSender;

/// <summary>Where a host of a broker is reached, as it is given to <see cref="SendClientOptions.ConnectStream"/>. Immutable.</summary>
public sealed record BrokerEndpoint
{
    /// <summary>Makes an endpoint. A client makes its own; this one is for tests of a delegate that connects.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">TCP port, 1 to 65535.</param>
    /// <param name="useTls">Whether the client secures the stream by TLS.</param>
    /// <exception cref="ArgumentException"><paramref name="host"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is no TCP port.</exception>
    public BrokerEndpoint(string host, int port, bool useTls)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65_535);
        (Host, Port, UseTls) = (host, port, useTls);
    }

    /// <summary>Name or address of the host, as it stands in the options: a name is not resolved, and an IPv6 address has no brackets.</summary>
    public string Host { get; }

    /// <summary>TCP port.</summary>
    public int Port { get; }

    /// <summary>
    /// Whether the client secures the stream by TLS as soon as it has it. A stream that is connected to this endpoint is never secured already.
    /// </summary>
    public bool UseTls { get; }

    /// <summary>Host and port, such as <c>broker.example:5672</c>; an IPv6 address in brackets. For logs.</summary>
    public override string ToString() => ErrorText.Endpoint(Host, Port);
}
