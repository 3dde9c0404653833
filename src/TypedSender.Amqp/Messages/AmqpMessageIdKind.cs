namespace TypedSender.Amqp.Messages;

/// <summary>The types a message-id can have (AMQP 1.0, 3.2.11 to 3.2.14).</summary>
public enum AmqpMessageIdKind : byte
{
    /// <summary>There is no id.</summary>
    None,

    /// <summary>A number.</summary>
    ULong,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>Text.</summary>
    String,
}
