namespace TypedSender;

/// <summary>Sends the marked member as the <c>time</c> of a CloudEvent: the application property <c>cloudEvents_time</c>, a timestamp of AMQP, which counts milliseconds (AMQP 1.0, 1.6.17).</summary>
/// <remarks>
/// The contract is marked <see cref="CloudEventAttribute"/>; the member is a <see cref="DateTimeOffset"/> or a <see cref="DateTime"/>, and without a value if it is null.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>; a JSON body keeps it unless it is marked <c>[JsonIgnore]</c>.
/// </remarks>
[AmqpSectionAlias(typeof(ApplicationPropertyAttribute), "cloudEvents_time", ValueType = typeof(DateTimeOffset))]
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CloudEventTimeAttribute : Attribute;
