namespace TypedSender;

/// <summary>
/// Sets <c>durable</c> of the header section (AMQP 1.0, 3.2.1): whether intermediaries must keep the message when they are restarted.
/// </summary>
/// <remarks>
/// On a contract, a method or a sender interface it stands for a constant (true unless said otherwise); on a member or parameter it stands bare and sends the value, whose type is <see cref="bool"/>.
/// The nearer wins: method and parameter, then contract, then interface; a null value leaves the field to the farther binding.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class DurableAttribute : Attribute
{
    /// <summary>On a type or a method: true. On a member or parameter: its value is sent.</summary>
    public DurableAttribute()
    {
    }

    /// <summary>Every message carries <paramref name="value"/>.</summary>
    /// <param name="value">The value that every message carries.</param>
    public DurableAttribute(bool value) => Value = value;

    /// <summary>The constant; null for the bare form.</summary>
    public bool? Value { get; }
}
