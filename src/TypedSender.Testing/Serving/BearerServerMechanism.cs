using TypedSender.Amqp.Security;

namespace TypedSender.Testing.Serving;

/// <summary>The server's side of OAUTHBEARER and XOAUTH2: a token that is refused is answered by a challenge that says why, and the client's answer to that by the outcome (RFC 7628, 3.2.3).</summary>
/// <param name="read">Reads the client's message.</param>
/// <param name="check">Decides about a token; null refuses all.</param>
internal sealed class BearerServerMechanism(BearerServerMechanism.Reader read, Func<string?, string, bool>? check) : SaslServerMechanism
{
    private bool _isRefused;

    /// <summary>Reads the client's message; null for one that is none.</summary>
    public delegate BearerMessage? Reader(ReadOnlySpan<byte> message);

    public override SaslServerStep Answer(ReadOnlyMemory<byte>? message)
    {
        if (_isRefused)
        {
            return SaslServerStep.Refuse;
        }

        if (message is not { } bytes)
        {
            return SaslServerStep.Challenge(default);
        }

        if (read(bytes.Span) is { } shown && IsTaken(shown))
        {
            UserName = shown.UserName;
            return SaslServerStep.Accept;
        }

        _isRefused = true;
        return SaslServerStep.Challenge("""{"status":"invalid_token"}"""u8.ToArray());
    }

    private bool IsTaken(BearerMessage shown)
    {
        try
        {
            return check?.Invoke(shown.UserName, shown.Token) == true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
