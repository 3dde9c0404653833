namespace TypedSender.Amqp.Security;

/// <summary>ANONYMOUS, without trace information (RFC 4505), or a mechanism that says as little under another name.</summary>
internal sealed class AnonymousMechanism(string name = AnonymousMechanism.MechanismName) : SaslMechanism
{
    public const string MechanismName = "ANONYMOUS";

    public override string Name => name;

    public override ReadOnlyMemory<byte>? GetInitialResponse() => ReadOnlyMemory<byte>.Empty;
}
