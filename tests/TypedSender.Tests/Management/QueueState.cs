namespace TypedSender.Tests.Management;

/// <summary>What a node replies about a queue.</summary>
[AmqpContract]
public sealed partial record QueueState(long Depth, string? Owner = null);
