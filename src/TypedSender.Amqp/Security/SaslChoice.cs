namespace TypedSender.Amqp.Security;

/// <summary>One mechanism by which credentials can log in.</summary>
/// <param name="Mechanism">The registered name, by which the peer offers it.</param>
/// <param name="Create">Makes the mechanism for one handshake.</param>
internal sealed record SaslChoice(string Mechanism, Func<SaslMechanism> Create)
{
    /// <summary>Whether the mechanism sends the password or token itself, so that the peer, and anyone who can read the connection, learns it.</summary>
    public bool RevealsSecret { get; init; }

    /// <summary>Why these credentials cannot log in by this mechanism, as part of a sentence that holds no secret; null when they can.</summary>
    public string? Problem { get; init; }
}
