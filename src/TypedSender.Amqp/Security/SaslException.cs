namespace TypedSender.Amqp.Security;

/// <summary>The fault that stopped a mechanism.</summary>
internal enum SaslFault
{
    /// <summary>The peer sent what is none of the mechanism's messages, or not at this point.</summary>
    Broken,

    /// <summary>The peer sent a proper message that this side does not go along with.</summary>
    Unacceptable,

    /// <summary>The peer has not proved that it knows the password.</summary>
    NotVerified,

    /// <summary>The peer refused the credentials, and said so in a message of the mechanism.</summary>
    Refused,
}

/// <summary>A mechanism cannot go on with what the peer sent.</summary>
/// <param name="message">The reason, as part of a sentence. It holds no bytes of challenges, responses or passwords.</param>
/// <param name="fault">What stopped it.</param>
internal sealed class SaslException(string message, SaslFault fault = SaslFault.Broken) : Exception(message)
{
    public SaslFault Fault { get; } = fault;
}
