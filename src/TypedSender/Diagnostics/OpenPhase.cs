namespace TypedSender;

/// <summary>How far the opening of a connection had come.</summary>
internal enum OpenPhase
{
    /// <summary>The provider has been asked for a credential.</summary>
    GettingCredential,

    /// <summary>Name resolution and TCP connect.</summary>
    Connecting,

    /// <summary>The proxy's answer to CONNECT is awaited (RFC 9110, 9.3.6).</summary>
    Tunneling,

    /// <summary>The TLS handshake.</summary>
    Securing,

    /// <summary>The peer's answer to the request for a WebSocket is awaited (RFC 6455, 4.1).</summary>
    Upgrading,

    /// <summary>The peer's protocol header is awaited (AMQP 1.0, 2.2).</summary>
    Header,

    /// <summary>The SASL exchange (AMQP 1.0, 5.3).</summary>
    Authenticating,

    /// <summary>The peer's protocol header behind the SASL exchange is awaited (AMQP 1.0, 2.2).</summary>
    Authenticated,

    /// <summary>The peer's open frame is awaited (AMQP 1.0, 2.4.1).</summary>
    Opening,

    /// <summary>The peer's begin frame is awaited (AMQP 1.0, 2.5.1).</summary>
    Beginning,
}
