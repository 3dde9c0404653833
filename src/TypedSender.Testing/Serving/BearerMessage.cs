using System.Text;
using TypedSender.Amqp.Security;

namespace TypedSender.Testing.Serving;

/// <summary>The message of a client by OAUTHBEARER or XOAUTH2.</summary>
/// <param name="UserName">In whose name; null for the one that the token says.</param>
/// <param name="Token">The token.</param>
internal sealed record BearerMessage(string? UserName, string Token)
{
    private const string TokenPrefix = "auth=Bearer ";

    /// <summary>The GS2 header, then key and value pairs that end with 0x01, and one more 0x01 (RFC 7628, 3.1). Null for anything else.</summary>
    public static BearerMessage? ReadStandard(ReadOnlySpan<byte> message)
    {
        string[] parts = (ScramMessages.Decode(message) ?? "").Split('\u0001');
        string[] header = parts[0].Split(',');
        if (header is not ["n" or "y", var identity, ""] || (identity.Length > 0 && !identity.StartsWith("a=", StringComparison.Ordinal)) || !Ends(parts))
        {
            return null;
        }

        string? name = identity.Length == 0 ? null : ScramMessages.UnescapeName(identity[2..]);
        return FindToken(parts[1..]) is { } token && (name is not null || identity.Length == 0) ? new BearerMessage(name, token) : null;
    }

    /// <summary><c>user=</c> and the name, then the same pairs. Null for anything else.</summary>
    public static BearerMessage? ReadXOAuth2(ReadOnlySpan<byte> message)
    {
        string[] parts = (ScramMessages.Decode(message) ?? "").Split('\u0001');
        return parts[0].StartsWith("user=", StringComparison.Ordinal) && Ends(parts) && FindToken(parts[1..]) is { } token ? new BearerMessage(parts[0][5..], token) : null;
    }

    private static bool Ends(string[] parts) => parts is [_, _, .., "", ""];

    private static string? FindToken(string[] pairs) => Array.Find(pairs, static pair => pair.StartsWith(TokenPrefix, StringComparison.OrdinalIgnoreCase))?[TokenPrefix.Length..];
}
