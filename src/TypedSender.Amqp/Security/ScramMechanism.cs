using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TypedSender.Amqp.Security;

/// <summary>
/// A name and a password, of which the password does not travel: both sides prove that they know it, or what was derived from it (RFC 5802, RFC 7677). Without channel
/// binding. The server's signature comes with the outcome, or in a last challenge that is answered by an empty response.
/// </summary>
/// <param name="hash">The hash function.</param>
/// <param name="login">Name and password, prepared.</param>
/// <param name="nonce">The client's part of the nonce; null for random bytes.</param>
internal sealed class ScramMechanism(ScramHash hash, ScramLogin login, string? nonce = null) : SaslMechanism
{
    /// <summary>The fewest iterations that are taken: with fewer, a peer which is not the one that was meant could find the password by trying (RFC 7677, 4).</summary>
    public const int MinIterations = 4096;

    /// <summary>The most iterations that are taken, for which a processor of 2020 needs about a second: the peer decides how long this side computes.</summary>
    public const int MaxIterations = 1_000_000;

    private readonly string _nonce = nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    private readonly string _header = $"n,{(login.AuthorizationId is null ? "" : $"a={ScramMessages.EscapeName(login.AuthorizationId)}")},";
    private byte[]? _expectedSignature;
    private bool _isVerified;

    public override string Name => hash.Mechanism;

    private string FirstWithoutHeader => $"n={ScramMessages.EscapeName(login.UserName)},r={_nonce}";

    public override ReadOnlyMemory<byte>? GetInitialResponse() => Encoding.UTF8.GetBytes(_header + FirstWithoutHeader);

    public override ReadOnlyMemory<byte> Respond(ReadOnlySpan<byte> challenge)
    {
        if (_isVerified)
        {
            throw new SaslException($"{Name} knows two challenges, and a third one came");
        }

        if (_expectedSignature is null)
        {
            return Prove(challenge);
        }

        VerifySignature(challenge);
        return ReadOnlyMemory<byte>.Empty;
    }

    public override void Verify(ReadOnlyMemory<byte>? additionalData)
    {
        if (_isVerified)
        {
            return;
        }

        if (_expectedSignature is null || additionalData is not { } data)
        {
            throw new SaslException($"{Name}: the peer accepted without showing that it knows the password", SaslFault.NotVerified);
        }

        VerifySignature(data.Span);
    }

    private byte[] Prove(ReadOnlySpan<byte> challenge)
    {
        if (ScramMessages.DemandsExtension(challenge))
        {
            throw new SaslException($"{Name}: the peer demands an extension that RFC 5802 does not define", SaslFault.Unacceptable);
        }

        if (ScramMessages.Read(challenge, "rsi") is not [var combined, var saltText, var countText])
        {
            throw new SaslException($"{Name}: the peer's first message is none of RFC 5802", SaslFault.Broken);
        }

        if (combined.Length <= _nonce.Length || !combined.StartsWith(_nonce, StringComparison.Ordinal) || !ScramMessages.IsNonce(combined))
        {
            throw new SaslException($"{Name}: the peer's nonce does not extend the one that it was sent", SaslFault.Unacceptable);
        }

        if (ScramMessages.ReadBase64(saltText) is not { Length: > 0 } salt)
        {
            throw new SaslException($"{Name}: the peer's salt is not base64", SaslFault.Broken);
        }

        int iterations = CheckCount(countText);
        string withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(_header))},r={combined}";
        byte[] authMessage = [.. Encoding.UTF8.GetBytes(FirstWithoutHeader), (byte)',', .. challenge, (byte)',', .. Encoding.UTF8.GetBytes(withoutProof)];
        ScramKeys keys = ScramKeys.Derive(hash, login.Password, salt, iterations);
        _expectedSignature = keys.Sign(authMessage);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(keys.Prove(authMessage))}");
    }

    private int CheckCount(string text)
    {
        bool isNumber = text.Length > 0 && text.Length <= 20 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
        return ScramMessages.ReadCount(text) switch
        {
            null when !isNumber => throw new SaslException($"{Name}: the peer's iteration count is no number", SaslFault.Broken),
            null or > MaxIterations => throw new SaslException(string.Create(
                CultureInfo.InvariantCulture, $"{Name}: the peer demands {text} iterations, and at most {MaxIterations:N0} are computed"), SaslFault.Unacceptable),
            < MinIterations => throw new SaslException(string.Create(
                CultureInfo.InvariantCulture, $"{Name}: the peer demands {text} iterations, and fewer than {MinIterations:N0} do not protect the password"), SaslFault.Unacceptable),
            int count => count,
        };
    }

    private void VerifySignature(ReadOnlySpan<byte> message)
    {
        if (ScramMessages.Read(message, "e") is [var error])
        {
            throw new SaslException(error, SaslFault.Refused);
        }

        if (ScramMessages.Read(message, "v") is not [var text] || ScramMessages.ReadBase64(text) is not { } signature
            || !CryptographicOperations.FixedTimeEquals(signature, _expectedSignature))
        {
            throw new SaslException($"{Name}: the peer's signature is not that of one that knows the password", SaslFault.NotVerified);
        }

        _isVerified = true;
    }
}
