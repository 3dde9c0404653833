using System.Net;

namespace TypedSender;

/// <content>WebSocket and HTTP proxy.</content>
public sealed partial class SendClientOptions
{
    /// <summary>
    /// What carries the connection. Default: <see cref="AmqpTransportKind.Tcp"/>; a URL that begins with <c>ws://</c> or <c>wss://</c> sets
    /// <see cref="AmqpTransportKind.WebSocket"/>.
    /// </summary>
    /// <remarks>
    /// What is said of TLS (<see cref="UseTls"/>, <see cref="TlsHost"/>, <see cref="TrustedAuthorities"/>, <see cref="RevocationMode"/>,
    /// <see cref="ClientCertificates"/>) and of passwords in clear text (<see cref="AllowInsecureTransport"/>) holds for both. <see cref="ConnectStream"/> connects what
    /// lies beneath the WebSocket. The peer has to choose the subprotocol <c>amqp</c>.
    /// </remarks>
    public AmqpTransportKind Transport { get; set; }

    /// <summary>
    /// Path of the WebSocket, with its query if it has one, percent-encoded (RFC 3986, 3.3), such as <c>/$servicebus/websocket</c>. Default: <c>/</c>. It stands in no
    /// text that this library makes. Without a WebSocket it has no effect.
    /// </summary>
    public string WebSocketPath { get; set; } = WebSocketTarget.DefaultPath;

    /// <summary>
    /// Headers of the HTTP request that asks for the WebSocket, such as <c>Authorization</c> for a gateway in front of the broker. Names are tokens, values are visible
    /// ASCII (RFC 9110, 5.1 and 5.5); those that make up the request itself (<c>Host</c>, <c>Connection</c>, <c>Upgrade</c>, <c>Sec-WebSocket-…</c>) cannot be given.
    /// Values stand in no text that this library makes. Default: none. Without a WebSocket they have no effect.
    /// </summary>
    public IDictionary<string, string> WebSocketHeaders { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The HTTP proxy through which a WebSocket is connected, by the method CONNECT (RFC 9110, 9.3.6). Null (the default) connects directly: the proxy of the machine or
    /// its environment is not taken unless it is given, as <see cref="WebRequest.DefaultWebProxy"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// It is asked at each attempt to connect, on a thread of the library's, with the URL of the host (<c>ws://</c> or <c>wss://</c>): first <c>IsBypassed</c>, then
    /// <c>GetProxy</c>. Null, or the URL itself, means a direct connection. The URL of the proxy has to begin with <c>http://</c>. What the proxy is logged in with comes
    /// from <see cref="IWebProxy.Credentials"/>, or without these from the user information of its URL; the schemes are those of the framework, such as Basic and Digest. No
    /// text that this library makes has any of it.
    /// </para>
    /// <para>
    /// A client that has a proxy and no WebSocket, or a proxy and <see cref="ConnectStream"/>, cannot be made. With TLS the proxy sees nothing but the name of the host.
    /// </para>
    /// </remarks>
    public IWebProxy? Proxy { get; set; }

    /// <summary>The scheme of the URL that says the same.</summary>
    internal string Scheme => (Transport, UseTls) switch
    {
        (AmqpTransportKind.WebSocket, true) => "wss",
        (AmqpTransportKind.WebSocket, false) => "ws",
        (_, true) => "amqps",
        _ => "amqp",
    };

    internal int EffectivePort => Port ?? (Transport, UseTls) switch
    {
        (AmqpTransportKind.WebSocket, true) => 443,
        (AmqpTransportKind.WebSocket, false) => 80,
        (_, true) => 5671,
        _ => 5672,
    };
}
