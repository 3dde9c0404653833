namespace TypedSender;

/// <summary>The AMQP type in which a JSON value is sent.</summary>
public enum AmqpJsonEncoding
{
    /// <summary>A string (AMQP 1.0, 1.6.20).</summary>
    String,

    /// <summary>Binary that holds UTF-8 (AMQP 1.0, 1.6.19).</summary>
    Binary,
}
