namespace TypedSender;

/// <summary>Says how a <see cref="TimeSpan"/> travels: AMQP has no type for it, so nothing is assumed.</summary>
/// <param name="encoding">The form on the wire.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpDurationAttribute(AmqpDurationEncoding encoding) : Attribute
{
    /// <summary>The form on the wire.</summary>
    public AmqpDurationEncoding Encoding { get; } = encoding;
}
