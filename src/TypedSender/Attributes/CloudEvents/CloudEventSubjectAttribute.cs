namespace TypedSender;

/// <summary>Sends the marked member as the <c>subject</c> of a CloudEvent: the application property <c>cloudEvents_subject</c>.</summary>
/// <remarks>
/// The contract is marked <see cref="CloudEventAttribute"/>; the member is a <see cref="string"/>, and null leaves the place to <see cref="CloudEventAttribute.Subject"/>.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>; a JSON body keeps it unless it is marked <c>[JsonIgnore]</c>.
/// </remarks>
[AmqpSectionAlias(typeof(ApplicationPropertyAttribute), "cloudEvents_subject", ValueType = typeof(string))]
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CloudEventSubjectAttribute : Attribute;
