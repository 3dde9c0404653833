namespace TypedSender;

/// <summary>The stream beneath TLS and AMQP: a socket's or a user's.</summary>
internal interface IConnectedStream
{
    /// <summary>The first bytes that the peer sent; for reading once the handshake has ended.</summary>
    ReadOnlySpan<byte> FirstBytes { get; }

    /// <summary>Ends when the stream has been disposed, or when the time for that is over. Never fails.</summary>
    Task Closed { get; }
}
