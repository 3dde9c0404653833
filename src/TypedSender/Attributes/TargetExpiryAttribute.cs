namespace TypedSender;

/// <summary>When the target of a sender's links expires (AMQP 1.0, 3.5.6). Options of a client may override it (<see cref="SenderOptions.Target"/>).</summary>
/// <param name="policy">When the time begins to run after which it expires.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class TargetExpiryAttribute(TerminusExpiryPolicy policy) : Attribute
{
    /// <summary>When the time begins to run after which it expires.</summary>
    public TerminusExpiryPolicy Policy { get; } = policy;

    /// <summary>The time, in seconds. The default is 0: it expires at once.</summary>
    public uint TimeoutSeconds { get; set; }
}
