namespace TypedSender.Amqp.Security;

/// <summary>The next step of a server after a message of the client.</summary>
internal enum SaslAnswer
{
    /// <summary>Sends a challenge and waits for the response.</summary>
    Challenge,

    /// <summary>Lets the client in.</summary>
    Accept,

    /// <summary>Turns the client away.</summary>
    Refuse,
}

/// <summary>One exchange by a SASL mechanism, on the server's side (RFC 4422, section 3). An instance serves one handshake.</summary>
internal abstract class SaslServerMechanism
{
    /// <summary>The user name of the client, set when its credentials have been accepted; null for an anonymous client.</summary>
    public string? UserName { get; protected set; }

    /// <summary>Answers the initial response, and then each response.</summary>
    /// <param name="message">What the client sent; null for the first message of a client that sent no initial response. Valid during the call.</param>
    public abstract SaslServerStep Answer(ReadOnlyMemory<byte>? message);
}

/// <summary>One step of a server.</summary>
/// <param name="Answer">What it does.</param>
/// <param name="Data">The challenge.</param>
internal readonly record struct SaslServerStep(SaslAnswer Answer, ReadOnlyMemory<byte> Data)
{
    public static SaslServerStep Accept => new(SaslAnswer.Accept, default);

    public static SaslServerStep Refuse => new(SaslAnswer.Refuse, default);

    public static SaslServerStep Challenge(ReadOnlyMemory<byte> data) => new(SaslAnswer.Challenge, data);
}
