namespace TypedSender.Amqp;

/// <summary>Writes AMQP 1.0 values (AMQP 1.0, 1.6).</summary>
public ref struct AmqpWriter;
