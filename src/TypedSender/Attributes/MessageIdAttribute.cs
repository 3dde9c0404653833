namespace TypedSender;

/// <summary>
/// Sends the marked member or parameter as <c>message-id</c> of the properties section (AMQP 1.0, 3.2.4): what identifies the message within the system.
/// </summary>
/// <remarks>
/// The type is <see cref="ulong"/>, <see cref="Guid"/>, <see cref="string"/>, <c>byte[]</c> or <see cref="ReadOnlyMemory{T}"/> of bytes, or a nullable of these (3.2.11 to 3.2.14).
/// Null leaves the field to the next farther binding: parameter, then contract.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class MessageIdAttribute : Attribute;
