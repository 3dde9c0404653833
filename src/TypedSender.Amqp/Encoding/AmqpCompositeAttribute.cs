namespace TypedSender.Amqp;

/// <summary>
/// Marks a partial type as a composite type of the protocol: a described list whose fields are the properties
/// marked with <see cref="AmqpFieldAttribute"/> (AMQP 1.0, 1.4). Its encoder and decoder are generated.
/// </summary>
/// <remarks>It describes AMQP's own types. What applications send is described by contracts instead.</remarks>
/// <param name="name">The symbolic descriptor, for instance <c>amqp:open:list</c>.</param>
/// <param name="code">The numeric descriptor, for instance <c>0x10</c>; it is the one written.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
internal sealed class AmqpCompositeAttribute(string name, ulong code) : Attribute
{
    /// <summary>The symbolic descriptor, which is understood on reading.</summary>
    public string Name { get; } = name;

    /// <summary>The numeric descriptor.</summary>
    public ulong Code { get; } = code;
}
