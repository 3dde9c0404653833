namespace TypedSender.Amqp.Security;

/// <summary>
/// One exchange by a SASL mechanism, on the client's side (RFC 4422, section 3; AMQP 1.0, 5.3.2). An instance serves one handshake, and may keep what its steps have in
/// common; <see cref="SaslChoice.Create"/> makes it.
/// </summary>
/// <remarks>
/// <para>
/// Order. <see cref="GetInitialResponse"/> is called once, first; then <see cref="Respond"/> for each challenge of the peer, of which there may be none; then, when the
/// peer has accepted the credentials, <see cref="Verify"/> once. Nothing is called after a refusal or an exception.
/// </para>
/// <para>
/// Secrets. What a mechanism returns may be computed from a password: it must not appear in any text, and a <see cref="SaslException"/> holds none of it.
/// </para>
/// </remarks>
internal abstract class SaslMechanism
{
    /// <summary>The registered name, by which the peer offers it.</summary>
    public abstract string Name { get; }

    /// <summary>The peer's reason, in a message of the mechanism, for the refusal to come; null for none. Read when it has refused.</summary>
    public virtual string? RefusalReason => null;

    /// <summary>Returns the bytes that are sent with the name of the mechanism; null when it begins with a challenge.</summary>
    public abstract ReadOnlyMemory<byte>? GetInitialResponse();

    /// <summary>Returns the response to a challenge.</summary>
    /// <param name="challenge">What the peer sent, at most a SASL frame's worth; valid during the call.</param>
    /// <exception cref="SaslException">The challenge is not one of this mechanism, or not at this point. By default no challenge is.</exception>
    public virtual ReadOnlyMemory<byte> Respond(ReadOnlySpan<byte> challenge) => throw new SaslException($"{Name} knows no challenge, and one came");

    /// <summary>Verifies what the peer sends with its acceptance: some mechanisms let it prove that it knows the password too. By default it is ignored.</summary>
    /// <param name="additionalData">What the outcome carries (AMQP 1.0, 5.3.3.5); null for nothing.</param>
    /// <exception cref="SaslException">The peer has not proved what the mechanism demands.</exception>
    public virtual void Verify(ReadOnlyMemory<byte>? additionalData)
    {
    }
}
