namespace TypedSender;

/// <summary>A capability that the links of a sender ask their peer for (AMQP 1.0, 2.7.3, desired-capabilities). It may stand more than once.</summary>
/// <param name="capability">The capability, sent as a symbol: ASCII.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class DesiredCapabilityAttribute(string capability) : Attribute
{
    /// <summary>The capability.</summary>
    public string Capability { get; } = capability;
}
