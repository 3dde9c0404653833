namespace TypedSender;

/// <summary>A property of the links of a sender (AMQP 1.0, 2.7.3, properties). It may stand more than once, with different names.</summary>
/// <param name="name">The key, sent as a symbol: ASCII.</param>
/// <param name="value">A boolean, number, character, string or enum constant; its AMQP type is that of its C# type.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class LinkPropertyAttribute(string name, object value) : Attribute
{
    /// <summary>The key.</summary>
    public string Name { get; } = name;

    /// <summary>The value.</summary>
    public object Value { get; } = value;
}
