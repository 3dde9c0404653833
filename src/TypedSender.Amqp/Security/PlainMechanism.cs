using System.Text;

namespace TypedSender.Amqp.Security;

/// <summary>A name and a password, in one message (RFC 4616).</summary>
internal sealed class PlainMechanism(string userName, string? password, string? authorizationId = null) : SaslMechanism
{
    public const string MechanismName = "PLAIN";

    public override string Name => MechanismName;

    // Without an authorization identity the peer derives it from the name.
    public override ReadOnlyMemory<byte>? GetInitialResponse() => Encoding.UTF8.GetBytes($"{authorizationId}\0{userName}\0{password}");
}
