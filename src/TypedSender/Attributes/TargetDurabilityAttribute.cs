namespace TypedSender;

/// <summary>What the peer is asked to remember of the target of a sender's links when it loses its memory (AMQP 1.0, 3.5.5). Options of a client may override it (<see cref="SenderOptions.Target"/>).</summary>
/// <param name="durability">The state that survives.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class TargetDurabilityAttribute(TerminusDurability durability) : Attribute
{
    /// <summary>The state that survives.</summary>
    public TerminusDurability Durability { get; } = durability;
}
