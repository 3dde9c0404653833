namespace TypedSender;

/// <summary>The state of a terminus that survives the loss of its container's memory (AMQP 1.0, 3.5.5).</summary>
public enum TerminusDurability : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>That the terminus exists, and how it is configured.</summary>
    Configuration = 1,

    /// <summary>Besides, its unsettled deliveries.</summary>
    UnsettledState = 2,
}
