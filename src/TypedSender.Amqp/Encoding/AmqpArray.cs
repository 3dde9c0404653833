namespace TypedSender.Amqp;

/// <summary>An array (AMQP 1.0, 1.6.24): values that share one constructor.</summary>
public sealed class AmqpArray
{
    /// <summary>Creates an array.</summary>
    /// <param name="elementConstructor">The constructor of every element, one of <see cref="FormatCode"/> other than <see cref="FormatCode.Described"/>.</param>
    /// <param name="items">The elements. Each must be of the type that the constructor stands for.</param>
    /// <param name="descriptor">The descriptor of every element, or null when elements are not described.</param>
    public AmqpArray(byte elementConstructor, IReadOnlyList<object?> items, object? descriptor = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ElementConstructor = elementConstructor;
        Items = items;
        Descriptor = descriptor;
    }

    /// <summary>The constructor of every element, one of <see cref="FormatCode"/>.</summary>
    public byte ElementConstructor { get; }

    /// <summary>The descriptor of every element, or null when elements are not described.</summary>
    public object? Descriptor { get; }

    /// <summary>The elements, without their descriptor.</summary>
    public IReadOnlyList<object?> Items { get; }
}
