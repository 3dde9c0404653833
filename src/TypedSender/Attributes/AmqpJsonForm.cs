namespace TypedSender;

/// <summary>What JSON inside of a message is, for AMQP.</summary>
public enum AmqpJsonForm
{
    /// <summary>A string (AMQP 1.0, 1.6.20).</summary>
    String,

    /// <summary>Binary that holds UTF-8 (AMQP 1.0, 1.6.19).</summary>
    Binary,
}
