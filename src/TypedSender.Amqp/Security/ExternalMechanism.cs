namespace TypedSender.Amqp.Security;

/// <summary>The identity in the client certificate, and no other authorization identity (RFC 4422, appendix A).</summary>
internal sealed class ExternalMechanism : SaslMechanism
{
    public const string MechanismName = "EXTERNAL";

    public override string Name => MechanismName;

    public override ReadOnlyMemory<byte>? GetInitialResponse() => ReadOnlyMemory<byte>.Empty;
}
