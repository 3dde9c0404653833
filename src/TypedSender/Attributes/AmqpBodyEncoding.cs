namespace TypedSender;

/// <summary>How the members of a contract are laid out in the body of its message (AMQP 1.0, 3.2.6 to 3.2.8).</summary>
/// <remarks>Inside another contract the value travels as its body would hold it, without the section around it.</remarks>
public enum AmqpBodyEncoding
{
    /// <summary>An amqp-value section that holds a map from names, which are strings, to values. Null members are left out. It may gain and lose members freely, and any peer can read it.</summary>
    Map,

    /// <summary>
    /// An amqp-value section that holds a list in the order of <see cref="AmqpMemberAttribute.Order"/>, null at numbers nobody has; trailing nulls are left out.
    /// Compact; numbers must never be given anew.
    /// </summary>
    List,

    /// <summary>An amqp-sequence section: one list, laid out as <see cref="List"/> lays it out, but never described (AMQP 1.0, 3.2.7).</summary>
    Sequence,
}
