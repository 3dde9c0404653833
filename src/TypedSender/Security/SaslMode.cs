namespace TypedSender;

/// <summary>Whether a connection begins with a SASL exchange (AMQP 1.0, 5.3).</summary>
public enum SaslMode
{
    /// <summary>It begins with SASL; a peer that wants none is not connected to.</summary>
    Required,

    /// <summary>It begins with AMQP's own header: for peers that take no SASL. Nobody logs in by it, but for the client certificate of TLS.</summary>
    None,
}
