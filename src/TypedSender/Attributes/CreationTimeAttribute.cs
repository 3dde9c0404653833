namespace TypedSender;

/// <summary>
/// Sends the marked member or parameter as <c>creation-time</c> of the properties section (AMQP 1.0, 3.2.4): when the message was created.
/// </summary>
/// <remarks>
/// The type is <see cref="DateTimeOffset"/> or <see cref="DateTime"/> of kind Utc or Local, or a nullable of these; it is sent in whole milliseconds.
/// Null leaves the field to the next farther binding: parameter, then contract.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CreationTimeAttribute : Attribute;
