namespace TypedSender.Azure;

/// <summary>
/// Sets the time at which Service Bus makes the message available to receivers: the message annotation <c>x-opt-scheduled-enqueue-time</c>, a timestamp in milliseconds.
/// </summary>
/// <remarks>
/// It marks a member or parameter, whose type is <see cref="DateTimeOffset"/>, or <see cref="DateTime"/> of a kind that is not Unspecified. The nearer wins: parameter, then contract; null leaves
/// the place to the farther binding. The message is sent at the call. To learn the sequence number of a scheduled message, and to cancel it, see <see cref="ScheduledMessages"/>.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AmqpSectionAlias(typeof(MessageAnnotationAttribute), "x-opt-scheduled-enqueue-time", ValueType = typeof(DateTimeOffset))]
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ScheduledEnqueueTimeAttribute : Attribute;
