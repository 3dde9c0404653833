namespace TypedSender;

/// <summary>
/// Sets <c>user-id</c> of the properties section (AMQP 1.0, 3.2.4): who is responsible for the message.
/// </summary>
/// <remarks>
/// On a contract, a method or a sender interface it names a constant; on a member or parameter it stands bare and sends the value,
/// whose type is <c>byte[]</c> or <see cref="ReadOnlyMemory{T}"/> of bytes.
/// The nearer wins: method and parameter, then contract, then interface; a null value leaves the field to the farther binding.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class UserIdAttribute : Attribute
{
    /// <summary>The value of the marked member or parameter is sent.</summary>
    public UserIdAttribute()
    {
    }

    /// <summary>Every message carries <paramref name="value"/>.</summary>
    /// <param name="value">The user, sent as UTF-8 bytes.</param>
    public UserIdAttribute(string value) => Value = value;

    /// <summary>The constant, or null where a member or parameter gives the value.</summary>
    public string? Value { get; }
}
