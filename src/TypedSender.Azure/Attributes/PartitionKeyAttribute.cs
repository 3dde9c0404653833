namespace TypedSender.Azure;

/// <summary>
/// Sets the partition key of the message or event, of at most 128 characters: the message annotation <c>x-opt-partition-key</c>. Service Bus takes one that differs from the session for an error.
/// </summary>
/// <remarks>
/// On a contract, a method or a sender interface it names a constant; on a member or parameter it stands bare and sends the value, whose type is <see cref="string"/>.
/// The nearer wins: method and parameter, then contract, then interface; a null value leaves the place to the farther binding.
/// A constant of more than 128 characters is an error of the compiler (TSND0219), a longer value an <see cref="TypedSender.Amqp.AmqpEncodeException"/> of the call.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AmqpSectionAlias(typeof(MessageAnnotationAttribute), "x-opt-partition-key", ValueType = typeof(string), MaxLength = AzureLimits.KeyLength)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PartitionKeyAttribute : Attribute
{
    /// <summary>The value of the marked member or parameter is sent.</summary>
    public PartitionKeyAttribute()
    {
    }

    /// <summary>Every message carries <paramref name="value"/>.</summary>
    /// <param name="value">The value that every message carries; at most 128 characters.</param>
    public PartitionKeyAttribute(string value) => Value = value;

    /// <summary>The constant, or null where a member or parameter gives the value.</summary>
    public string? Value { get; }
}
