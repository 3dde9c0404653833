namespace TypedSender;

/// <summary>
/// Sends the marked member or parameter as <c>group-sequence</c> of the properties section (AMQP 1.0, 3.2.4): the place of the message within its group.
/// </summary>
/// <remarks>
/// The type is <see cref="uint"/> or a nullable of it. Null leaves the field to the next farther binding: parameter, then contract.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class GroupSequenceAttribute : Attribute;
