namespace TypedSender;

/// <summary>
/// What the node that a sender sends to is to be able to do (AMQP 1.0, 3.5.4, capabilities), such as <c>queue</c> or <c>topic</c>, by which brokers that make nodes on demand choose their kind. It
/// may stand more than once, and options of a client may add others (<see cref="SenderOptions.Target"/>).
/// </summary>
/// <remarks>Of the target, not of the link: that has <see cref="DesiredCapabilityAttribute"/> and <see cref="RequiredCapabilityAttribute"/>.</remarks>
/// <param name="capability">The capability, sent as a symbol: ASCII.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class TargetCapabilityAttribute(string capability) : Attribute
{
    /// <summary>The capability.</summary>
    public string Capability { get; } = capability;
}
