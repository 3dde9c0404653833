namespace TypedSender;

/// <summary>Sends the marked member as the <c>id</c> of a CloudEvent: the application property <c>cloudEvents_id</c>.</summary>
/// <remarks>
/// The contract is marked <see cref="CloudEventAttribute"/>; the member is a <see cref="string"/> that is never null. It may be a <see cref="MessageIdAttribute"/> too. A message that is
/// sent again has the same id, so that a receiver can tell.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>; a JSON body keeps it unless it is marked <c>[JsonIgnore]</c>.
/// </remarks>
[AmqpSectionAlias(typeof(ApplicationPropertyAttribute), "cloudEvents_id", ValueType = typeof(string))]
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CloudEventIdAttribute : Attribute;
