namespace TypedSender.Amqp;

/// <summary>A described value (AMQP 1.0, 1.2) whose type is not known to the reader.</summary>
/// <param name="Descriptor">What the value means: as a rule an <see cref="ulong"/> code or an <see cref="AmqpSymbol"/>; never null, never compound.</param>
/// <param name="Value">The value; of any type that <see cref="AmqpReader.ReadValue"/> returns.</param>
public sealed record AmqpDescribed(object Descriptor, object? Value);
