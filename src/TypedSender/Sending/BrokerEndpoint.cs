using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>One of the hosts that a client may connect to.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="VirtualHost">The virtual host to ask it for.</param>
/// <param name="Tls">Null for a connection without TLS.</param>
internal sealed record BrokerEndpoint(string Host, int Port, VirtualHost VirtualHost, TlsSettings? Tls)
{
    /// <summary>Host and port, for texts.</summary>
    public override string ToString() => ErrorText.Endpoint(Host, Port);
}
