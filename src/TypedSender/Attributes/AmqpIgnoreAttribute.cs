namespace TypedSender;

/// <summary>Keeps a public member of a contract out of its messages.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpIgnoreAttribute : Attribute;
