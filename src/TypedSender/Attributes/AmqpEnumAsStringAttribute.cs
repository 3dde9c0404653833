namespace TypedSender;

/// <summary>
/// Sends an enum by the name of its value, as a string, in place of the number of its underlying type. On an enum it holds wherever the enum is used.
/// </summary>
/// <remarks>A value without a name cannot be sent: the send throws <see cref="TypedSender.Amqp.AmqpEncodeException"/>. Enums of flags are always sent as numbers.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Enum)]
public sealed class AmqpEnumAsStringAttribute : Attribute;
