using System.Text;

namespace TypedSender.Amqp.Security;

/// <summary>A bearer token in the form that came before RFC 7628 and that no RFC describes. A challenge says why the peer refuses, and is answered by an empty response.</summary>
internal sealed class XOAuth2Mechanism(string userName, string token) : SaslMechanism
{
    public const string MechanismName = "XOAUTH2";

    private string? _refusalReason;

    public override string Name => MechanismName;

    public override string? RefusalReason => _refusalReason;

    public override ReadOnlyMemory<byte>? GetInitialResponse() => Encoding.UTF8.GetBytes($"user={userName}\u0001auth=Bearer {token}\u0001\u0001");

    public override ReadOnlyMemory<byte> Respond(ReadOnlySpan<byte> challenge)
    {
        if (_refusalReason is not null)
        {
            throw new SaslException($"{Name} knows one challenge, and a second one came");
        }

        _refusalReason = BearerRefusal.Read(challenge);
        return ReadOnlyMemory<byte>.Empty;
    }
}
