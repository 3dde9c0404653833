namespace TypedSender.Generated.Tests.Shapes;

/// <summary>An amqp-sequence, with a hole in its numbers and a null at its end.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Sequence), Subject("readings")]
public sealed partial record Readings(
    [AmqpMember(Order = 0)] int First,
    [AmqpMember(Order = 2)] Readings? Inner = null,
    [AmqpMember(Order = 3)] string? Note = null);
