namespace TypedSender;

/// <summary>How the members of a contract are laid out in an amqp-value section (AMQP 1.0, 3.2.8).</summary>
public enum AmqpBodyEncoding
{
    /// <summary>A map from names, which are strings, to values. Null members are left out. It may gain and lose members freely, and any peer can read it.</summary>
    Map,

    /// <summary>A list in the order of <see cref="AmqpMemberAttribute.Order"/>, null at numbers nobody has; trailing nulls are left out. Compact; numbers must never be given anew.</summary>
    List,
}
