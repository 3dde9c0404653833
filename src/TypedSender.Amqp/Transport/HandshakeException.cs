namespace TypedSender.Amqp.Transport;

/// <summary>The reason why no AMQP connection came about over a working socket.</summary>
internal enum HandshakeFailure
{
    /// <summary>The peer closed before it answered.</summary>
    Closed,

    /// <summary>The peer's first bytes are not the protocol header that was asked for.</summary>
    NotAmqp,

    /// <summary>The peer offers none of the SASL mechanisms that the credentials allow.</summary>
    NoMechanism,

    /// <summary>The credentials have something that the mechanism, which is the most secure one that both sides have, cannot carry.</summary>
    Unusable,

    /// <summary>The peer sent a message of the SASL mechanism that this side does not go along with.</summary>
    Unacceptable,

    /// <summary>The peer's sasl-outcome is not ok, or it refused in a message of the mechanism.</summary>
    SaslRefused,

    /// <summary>The peer has accepted the credentials, and has not proved what the SASL mechanism demands of it.</summary>
    NotVerified,

    /// <summary>The peer sent something else than the SASL exchange allows.</summary>
    Malformed,
}

/// <summary>The protocol headers or the SASL exchange failed (AMQP 1.0, 2.2 and 5.3).</summary>
internal sealed class HandshakeException(HandshakeFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public HandshakeFailure Failure { get; } = failure;

    /// <summary>The peer's first bytes, for <see cref="HandshakeFailure.NotAmqp"/>.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>The mechanisms that the peer offers, for <see cref="HandshakeFailure.NoMechanism"/>.</summary>
    public IReadOnlyList<string> Offered { get; init; } = [];

    /// <summary>The mechanism that was tried; empty when none was.</summary>
    public string Mechanism { get; init; } = "";

    /// <summary>The peer's reason for the refusal, for <see cref="HandshakeFailure.SaslRefused"/>; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>The code of the sasl-outcome, for <see cref="HandshakeFailure.SaslRefused"/>.</summary>
    public byte SaslCode { get; init; }
}
