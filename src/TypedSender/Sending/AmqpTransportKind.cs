namespace TypedSender;

/// <summary>The carrier of a connection's bytes.</summary>
public enum AmqpTransportKind
{
    /// <summary>A TCP connection, with TLS or without (AMQP 1.0, 2.2 and 5.2.1), as <c>amqp://</c> and <c>amqps://</c> say.</summary>
    Tcp,

    /// <summary>A WebSocket (RFC 6455) of the subprotocol <c>amqp</c>, with TLS or without, as <c>wss://</c> and <c>ws://</c> say.</summary>
    WebSocket,
}
