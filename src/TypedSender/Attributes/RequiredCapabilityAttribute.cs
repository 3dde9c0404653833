namespace TypedSender;

/// <summary>
/// A capability that the peer has to offer on the links of a sender (AMQP 1.0, 2.7.3, offered-capabilities): without it no link is used. The link asks for
/// it as with <see cref="DesiredCapabilityAttribute"/>. It may stand more than once.
/// </summary>
/// <param name="capability">The capability, sent as a symbol: ASCII.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class RequiredCapabilityAttribute(string capability) : Attribute
{
    /// <summary>The capability.</summary>
    public string Capability { get; } = capability;
}
