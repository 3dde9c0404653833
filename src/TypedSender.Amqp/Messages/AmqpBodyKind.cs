namespace TypedSender.Amqp.Messages;

/// <summary>Of which sections the body of a message consists (AMQP 1.0, 3.2).</summary>
public enum AmqpBodyKind
{
    /// <summary>There is no body section. AMQP wants one; some peers leave it out.</summary>
    None,

    /// <summary>One or more data sections.</summary>
    Data,

    /// <summary>One or more amqp-sequence sections.</summary>
    Sequence,

    /// <summary>One amqp-value section.</summary>
    Value,
}
