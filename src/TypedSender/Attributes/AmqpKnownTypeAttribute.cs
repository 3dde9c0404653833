namespace TypedSender;

/// <summary>
/// Names a type that derives from a contract, or implements one that is an interface, so that its values can be sent wherever the contract is declared. The value is written
/// as its own type is, sections included; a value of a type that is not named is refused at run time.
/// </summary>
/// <remarks>
/// A reader tells the types apart by their descriptors or, where the contract names a <see cref="AmqpContractAttribute.DiscriminatorKey"/>, by that entry of the map. Each type is a
/// contract, and its body is laid out as that of the contract is, as a map or a list. A type that has known types itself is named once, and not what derives from it.
/// The entry is written wherever the type is sent, so that the bytes of a value do not depend on the type that is declared.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class AmqpKnownTypeAttribute : Attribute
{
    /// <summary>Names a type that its descriptor identifies.</summary>
    /// <param name="type">The type, a contract.</param>
    public AmqpKnownTypeAttribute(Type type) => Type = type;

    /// <summary>Names a type that an entry of its map identifies.</summary>
    /// <param name="type">The type, a contract. The one that carries the attribute may name itself.</param>
    /// <param name="discriminator">The value of the entry, a string that no other type of the contract has.</param>
    public AmqpKnownTypeAttribute(Type type, string discriminator)
    {
        Type = type;
        Discriminator = discriminator;
    }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>The value of the entry that identifies the type; null where its descriptor does.</summary>
    public string? Discriminator { get; }
}
