namespace TypedSender;

/// <summary>The stream beneath TLS and AMQP, whoever made it.</summary>
internal interface IConnectedStream
{
    /// <summary>The first bytes that the peer sent; for reading once the handshake has ended.</summary>
    ReadOnlySpan<byte> FirstBytes { get; }

    /// <summary>Ends when the stream has been disposed, or has had its time for that. Never fails.</summary>
    Task Closed { get; }
}
