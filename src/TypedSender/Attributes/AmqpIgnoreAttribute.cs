namespace TypedSender;

/// <summary>Keeps a public member of a contract out of its messages. A JSON body obeys <c>[JsonIgnore]</c> in its place.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpIgnoreAttribute : Attribute;
