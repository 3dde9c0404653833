namespace TypedSender.Amqp.Messages;

/// <summary>When the time until a terminus expires begins to run (AMQP 1.0, 3.5.6).</summary>
internal static class ExpiryPolicySymbols
{
    /// <summary>When the link is detached.</summary>
    public const string LinkDetach = "link-detach";

    /// <summary>When the last session with the link ends; the default.</summary>
    public const string SessionEnd = "session-end";

    /// <summary>When the last connection with the link is closed.</summary>
    public const string ConnectionClose = "connection-close";

    /// <summary>Not at all.</summary>
    public const string Never = "never";
}
