namespace TypedSender;

/// <summary>Sends the marked member as an extension attribute of a CloudEvent: an application property whose key is <c>cloudEvents_</c> and the name.</summary>
/// <remarks>
/// The contract is marked <see cref="CloudEventAttribute"/>. The types are those of CloudEvents, as the AMQP protocol binding maps them: <see cref="bool"/> (boolean), <see cref="int"/> (long),
/// <see cref="string"/> (string), <c>byte[]</c> or <see cref="ReadOnlyMemory{T}"/> of bytes (binary), <see cref="Uri"/> (string), <see cref="DateTimeOffset"/> or <see cref="DateTime"/> (timestamp).
/// A null value is not sent.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>; a JSON body keeps it unless it is marked <c>[JsonIgnore]</c>.
/// </remarks>
/// <param name="name">The name of the attribute: letters from a to z and digits, such as <c>partitionkey</c>; none that CloudEvents defines itself.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CloudEventExtensionAttribute(string name) : Attribute
{
    /// <summary>The name of the attribute, without the prefix of its key.</summary>
    public string Name { get; } = name;
}
