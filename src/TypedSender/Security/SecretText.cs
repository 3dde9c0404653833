namespace TypedSender;

/// <summary>Looks for secrets in texts of others, such as exceptions of users' code and descriptions of errors that a peer sends.</summary>
internal static class SecretText
{
    /// <summary>Whether a text contains a secret, plain or percent-encoded.</summary>
    public static bool Holds(string text, string? secret) => !string.IsNullOrEmpty(secret)
        && (text.Contains(secret, StringComparison.Ordinal) || text.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase));
}
