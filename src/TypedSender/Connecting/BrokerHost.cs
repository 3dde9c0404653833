using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>One of the hosts that a client may connect to, and what a connection to it needs to know.</summary>
/// <param name="Endpoint">Where it is.</param>
/// <param name="VirtualHost">The virtual host to ask it for.</param>
/// <param name="Tls">Null for a connection without TLS.</param>
internal sealed record BrokerHost(BrokerEndpoint Endpoint, VirtualHost VirtualHost, TlsSettings? Tls)
{
    /// <summary>The WebSocket to ask for; null for AMQP on the connection itself.</summary>
    public WebSocketTarget? WebSocket { get; init; }

    /// <summary>The host in the audience of tokens; null for that of the certificate, or that which is connected to.</summary>
    public string? TokenHost { get; init; }

    /// <summary>Host and port, for texts.</summary>
    public override string ToString() => Endpoint.ToString();

    /// <summary>Whether a connection to one of two hosts serves for the other: endpoint and virtual host are the same.</summary>
    public bool IsSamePlace(BrokerHost other) => string.Equals(Endpoint.Host, other.Endpoint.Host, StringComparison.OrdinalIgnoreCase)
        && (Endpoint.Port, Endpoint.UseTls, VirtualHost.Hostname) == (other.Endpoint.Port, other.Endpoint.UseTls, other.VirtualHost.Hostname);

    /// <summary>
    /// The same host, asked in the form of the virtual host's name that the peer needs according to its open frame; null when the present form is right.
    /// </summary>
    public BrokerHost? GetOtherForm(in Open open) => VirtualHost.GetFormFor(open) is { } form ? this with { VirtualHost = form } : null;

    /// <summary>The same host, asked in the form to try next when the peer hung up instead of answering the open frame; null for none.</summary>
    /// <param name="failure">What the transport reports; null when the peer closed the socket.</param>
    public BrokerHost? GetOtherFormAfterHangUp(Exception? failure) => VirtualHost.GetFormAfterHangUp(failure) is { } form ? this with { VirtualHost = form } : null;
}
