namespace TypedSender.Tests.Support;

/// <summary>A message with everything that stands before a body, the values included that a broker routes by.</summary>
[AmqpContract, Durable]
public sealed partial record Routed(
    [ApplicationProperty("number")] int Number,
    [GroupId] string? Group = null,
    [MessageAnnotation("x-opt-partition-key")] string? PartitionKey = null);
