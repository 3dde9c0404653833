namespace TypedSender;

/// <summary>Checks what the options of a client say of tokens.</summary>
internal static class TokenOptions
{
    /// <exception cref="ArgumentException">A value is not usable, or the token has expired.</exception>
    public static void Check(SendClientOptions options)
    {
        OptionCheck.Timeout(options.TokenTimeout, nameof(options.TokenTimeout));
        if (options.TokenRefreshWindow is { } window)
        {
            OptionCheck.Delay(window, nameof(options.TokenRefreshWindow));
        }

        options.Credential?.Tokens?.Check(options.TimeProvider.GetUtcNow());
    }
}
