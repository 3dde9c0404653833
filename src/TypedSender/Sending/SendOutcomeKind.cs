namespace TypedSender;

/// <summary>The kinds of <see cref="SendOutcome"/>: everything that can become of a send.</summary>
public enum SendOutcomeKind : byte
{
    /// <summary>Not an outcome: the kind of <c>default(SendOutcome)</c>, which throws when it is inspected.</summary>
    None = 0,

    /// <summary>The peer took responsibility for the message (AMQP 1.0, 3.4.2).</summary>
    Accepted,

    /// <summary>The peer found the message invalid and will not take it (AMQP 1.0, 3.4.3). It says why in <see cref="SendOutcome.Error"/>.</summary>
    Rejected,

    /// <summary>The peer gave the message back without having processed it (AMQP 1.0, 3.4.4). It may be sent again.</summary>
    Released,

    /// <summary>The peer gave the message back and says what to change before it is sent again (AMQP 1.0, 3.4.5).</summary>
    Modified,

    /// <summary>The message was sent settled: by the nature of that mode no verdict will ever come.</summary>
    Unconfirmed,

    /// <summary>The peer certainly did not get the whole message. It may be sent again without fear of a duplicate.</summary>
    NotSent,

    /// <summary>
    /// The message, or its last part, may have reached the peer, and no verdict came. The peer may or may not have it: sending it again may
    /// store it twice, unless the peer removes duplicates by message-id.
    /// </summary>
    Indeterminate,
}
