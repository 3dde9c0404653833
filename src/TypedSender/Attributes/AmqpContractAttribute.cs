namespace TypedSender;

/// <summary>
/// Makes a partial class, record or struct a contract: what a message's body holds, and what every message of it carries.
/// A partial interface is one through the types that <see cref="AmqpKnownTypeAttribute"/> names.
/// The compiler writes its encoder; a member that AMQP cannot carry is an error on its type.
/// </summary>
/// <remarks>
/// Members are the public readable properties and fields, those of base types first. Section attributes place members outside the body
/// (<see cref="MessageIdAttribute"/>, <see cref="ApplicationPropertyAttribute"/> and their kin); on the type itself they are constants.
/// A member placed in a section leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>; a JSON body keeps it unless it is marked <c>[JsonIgnore]</c>.
/// Constants of base types hold for the types that derive from them, unless those name others.
/// A value whose type derives from the declared contract is refused at run time, since its own members would be lost: name its type by
/// <see cref="AmqpKnownTypeAttribute"/>, or declare the derived contract where it is sent, and seal the types that are not derived from.
/// A JSON body leaves that to the type's <c>[JsonDerivedType]</c> attributes, if it has any.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class AmqpContractAttribute : Attribute
{
    /// <summary>How the body is laid out. The default is <see cref="AmqpBodyEncoding.Map"/>.</summary>
    public AmqpBodyEncoding Encoding { get; set; }

    /// <summary>The descriptor of the body as a symbol, such as <c>com.acme:order:list</c>: ASCII. For bodies that are a map or a list.</summary>
    /// <remarks>Without it and without <see cref="Code"/> the body has no descriptor.</remarks>
    public string? Descriptor { get; set; }

    /// <summary>The descriptor of the body as a number, domain id in the upper 32 bits (AMQP 1.0, 1.5).</summary>
    /// <remarks>It wins over <see cref="Descriptor"/>, being shorter; 0 means none.</remarks>
    public ulong Code { get; set; }

    /// <summary>
    /// The key of the entry that tells which known type a map holds (<see cref="AmqpKnownTypeAttribute"/>); null where descriptors do. It holds for what derives from the
    /// contract as well.
    /// </summary>
    public string? DiscriminatorKey { get; set; }

    /// <summary>
    /// For <see cref="AmqpBodyEncoding.Json"/>: the <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>, partial and marked
    /// <c>[JsonSerializable(typeof(TheContract))]</c>, whose <c>Default</c> instance writes the body.
    /// </summary>
    public Type? JsonContext { get; set; }
}
