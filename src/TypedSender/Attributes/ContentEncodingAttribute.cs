namespace TypedSender;

/// <summary>
/// Sets <c>content-encoding</c> of the properties section (AMQP 1.0, 3.2.4): what has been done to the bytes of the body.
/// </summary>
/// <remarks>
/// On a contract, a method or a sender interface it names a constant; on a member or parameter it stands bare and sends the value,
/// whose type is <see cref="string"/> of ASCII characters or <see cref="TypedSender.Amqp.AmqpSymbol"/>.
/// The nearer wins: method and parameter, then contract, then interface; a null value leaves the field to the farther binding.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ContentEncodingAttribute : Attribute
{
    /// <summary>The value of the marked member or parameter is sent.</summary>
    public ContentEncodingAttribute()
    {
    }

    /// <summary>Every message carries <paramref name="value"/>.</summary>
    /// <param name="value">The content encoding, ASCII.</param>
    public ContentEncodingAttribute(string value) => Value = value;

    /// <summary>The constant, or null where a member or parameter gives the value.</summary>
    public string? Value { get; }
}
