using System.Text;

namespace TypedSender.Amqp.Security;

/// <summary>A bearer token (RFC 7628). A peer that refuses it says why in a challenge, which is answered by one byte, and then sends its outcome.</summary>
internal sealed class OAuthBearerMechanism(string? userName, string token) : SaslMechanism
{
    public const string MechanismName = "OAUTHBEARER";

    private static readonly byte[] Acknowledgement = [0x01];
    private string? _refusalReason;

    public override string Name => MechanismName;

    public override string? RefusalReason => _refusalReason;

    // The GS2 header of RFC 5801 without channel binding, then key and value pairs that end with 0x01, and one more 0x01 (RFC 7628, 3.1).
    public override ReadOnlyMemory<byte>? GetInitialResponse() =>
        Encoding.UTF8.GetBytes($"n,{(userName is null ? "" : $"a={ScramMessages.EscapeName(userName)}")},\u0001auth=Bearer {token}\u0001\u0001");

    public override ReadOnlyMemory<byte> Respond(ReadOnlySpan<byte> challenge)
    {
        if (_refusalReason is not null)
        {
            throw new SaslException($"{Name} knows one challenge, and a second one came");
        }

        _refusalReason = BearerRefusal.Read(challenge);
        return Acknowledgement;
    }
}
