namespace TypedSender;

/// <summary>Where one of the hosts of a broker is reached.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="UseTls">Whether the connection is secured by TLS.</param>
internal sealed record BrokerEndpoint(string Host, int Port, bool UseTls)
{
    /// <summary>Host and port, for texts.</summary>
    public override string ToString() => ErrorText.Endpoint(Host, Port);
}
