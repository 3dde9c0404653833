namespace TypedSender;

/// <summary>
/// Adds an entry to the delivery annotations (AMQP 1.0, 3.2.2), which are for the next hop alone: a broker does not hand them on.
/// </summary>
/// <remarks>
/// On a contract, a method or a sender interface it names a constant; on a member or parameter it stands without a value and sends theirs: any type that can be encoded.
/// The nearer wins for each key: method and parameter, then contract, then interface; a null value leaves the key to the farther binding.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class DeliveryAnnotationAttribute : Attribute
{
    /// <summary>The value of the marked member or parameter is sent under <paramref name="name"/>.</summary>
    /// <param name="name">The key, sent as a symbol: ASCII, and <c>x-opt-</c> first unless a specification reserves it.</param>
    public DeliveryAnnotationAttribute(string name) => Name = name;

    /// <summary>Every message carries <paramref name="value"/> under <paramref name="name"/>.</summary>
    /// <param name="name">The key, sent as a symbol: ASCII, and <c>x-opt-</c> first unless a specification reserves it.</param>
    /// <param name="value">A boolean, number, character, string or enum constant; its AMQP type is that of its C# type.</param>
    public DeliveryAnnotationAttribute(string name, object value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The key.</summary>
    public string Name { get; }

    /// <summary>The constant, or null where a member or parameter gives the value.</summary>
    public object? Value { get; }
}
