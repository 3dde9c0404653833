using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TypedSender.Amqp.Security;

namespace TypedSender.Testing.Serving;

/// <summary>
/// The server's side of SCRAM (RFC 5802, RFC 7677), without channel binding. Its signature goes out in a last challenge, which every client of SASL knows; the outcome
/// then follows the client's empty response.
/// </summary>
/// <param name="hash">The hash function.</param>
/// <param name="findPassword">Finds the password of a user; null for a user whom nobody knows.</param>
internal sealed class ScramServerMechanism(ScramHash hash, Func<string, string?> findPassword) : SaslServerMechanism
{
    private const int Iterations = ScramMechanism.MinIterations;

    private readonly string _nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    private string _userName = "";
    private string _header = "";
    private string _firstMessages = "";
    private string _combinedNonce = "";
    private ScramKeys? _keys;
    private bool _isProved;

    public override SaslServerStep Answer(ReadOnlyMemory<byte>? message)
    {
        if (message is not { } bytes)
        {
            return SaslServerStep.Challenge(default);
        }

        if (_isProved)
        {
            UserName = _userName;
            return bytes.IsEmpty ? SaslServerStep.Accept : SaslServerStep.Refuse;
        }

        return _firstMessages.Length == 0 ? Begin(bytes.Span) : Check(bytes.Span);
    }

    /// <summary>client-first-message: the GS2 header, then name and nonce (RFC 5802, 7).</summary>
    private SaslServerStep Begin(ReadOnlySpan<byte> message)
    {
        // Without channel binding of the client (n), or without that of the server as the client believes (y).
        string[] parts = (ScramMessages.Decode(message) ?? "").Split(',', 3);
        if (parts is not ["n" or "y", var identity, var bare] || (identity.Length > 0 && !identity.StartsWith("a=", StringComparison.Ordinal)))
        {
            return SaslServerStep.Refuse;
        }

        if (ScramMessages.Read(Encoding.UTF8.GetBytes(bare), "nr") is not [var escaped, var nonce] || ScramMessages.UnescapeName(escaped) is not { } name || !ScramMessages.IsNonce(nonce))
        {
            return SaslServerStep.Refuse;
        }

        _header = $"{parts[0]},{identity},";
        _userName = name;
        _combinedNonce = nonce + _nonce;
        byte[] salt = RandomNumberGenerator.GetBytes(16);

        // Whether there is such a user shows at the end alone, as a wrong password does.
        string password = findPassword(name) ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        SaslPrep.Prepare(password, out string prepared);
        _keys = ScramKeys.Derive(hash, prepared, salt, Iterations);
        string answer = string.Create(CultureInfo.InvariantCulture, $"r={_combinedNonce},s={Convert.ToBase64String(salt)},i={Iterations}");
        _firstMessages = $"{bare},{answer}";
        return SaslServerStep.Challenge(Encoding.UTF8.GetBytes(answer));
    }

    /// <summary>client-final-message: the header again, the nonce of both, and the proof.</summary>
    private SaslServerStep Check(ReadOnlySpan<byte> message)
    {
        string text = ScramMessages.Decode(message) ?? "";
        int proofAt = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (proofAt < 0 || ScramMessages.Read(message, "cr") is not [var binding, var nonce] || nonce != _combinedNonce
            || binding != Convert.ToBase64String(Encoding.UTF8.GetBytes(_header)) || ScramMessages.ReadBase64(text[(proofAt + 3)..]) is not { } proof)
        {
            return SaslServerStep.Refuse;
        }

        byte[] authMessage = Encoding.UTF8.GetBytes($"{_firstMessages},{text[..proofAt]}");
        if (!_keys!.IsProof(authMessage, proof))
        {
            return SaslServerStep.Refuse;
        }

        _isProved = true;
        return SaslServerStep.Challenge(Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(_keys.Sign(authMessage))}"));
    }
}
