namespace TypedSender.Amqp.Security;

/// <summary>ANONYMOUS, without trace information (RFC 4505).</summary>
internal sealed class AnonymousMechanism : SaslMechanism
{
    public const string MechanismName = "ANONYMOUS";

    public override string Name => MechanismName;

    public override ReadOnlyMemory<byte>? GetInitialResponse() => ReadOnlyMemory<byte>.Empty;
}
