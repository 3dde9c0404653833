namespace TypedSender.Amqp;

/// <summary>Marks a property as a field of a composite type (AMQP 1.0, 1.4).</summary>
/// <param name="index">The field's position in the list, from 0.</param>
/// <param name="name">The field's name in the specification, for instance <c>container-id</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AmqpFieldAttribute(int index, string name) : Attribute
{
    /// <summary>The field's position in the list, from 0.</summary>
    public int Index { get; } = index;

    /// <summary>The field's name in the specification.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The field's type in the specification, for instance <c>milliseconds</c>; null where the property's own type says
    /// it: <c>uint</c> for uint, <c>string</c> for string.
    /// </summary>
    public string? Type { get; set; }

    /// <summary>Whether the field must not be null.</summary>
    public bool Mandatory { get; set; }

    /// <summary>Whether the field holds any number of values: null, one value, or an array of them.</summary>
    public bool Multiple { get; set; }

    /// <summary>The value that null stands for; null if the specification names no default.</summary>
    public object? Default { get; set; }
}
