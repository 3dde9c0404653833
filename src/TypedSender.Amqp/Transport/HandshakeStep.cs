namespace TypedSender.Amqp.Transport;

/// <summary>How far the client's handshake has come behind the peer's first header.</summary>
internal enum HandshakeStep
{
    /// <summary>The SASL exchange (AMQP 1.0, 5.3).</summary>
    Authenticating,

    /// <summary>The peer has accepted the credentials; its header for AMQP is awaited (AMQP 1.0, 2.2).</summary>
    Authenticated,
}
