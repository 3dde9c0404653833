namespace TypedSender;

/// <summary>
/// Makes a type a contract that cannot be marked <see cref="AmqpContractAttribute"/> itself, because it is declared elsewhere: for this assembly alone. <see cref="AmqpContractForAttribute{T}"/> says
/// the same in fewer words; this form takes types that no attribute takes as an argument, such as those with tuples.
/// </summary>
/// <param name="type">The type: a class or a struct, or a closed generic type.</param>
/// <remarks>
/// The encoder is a type of its own, in the namespace of <paramref name="type"/> and internal to this assembly: <c>OrderAmqpEncoder</c> for <c>Order</c>, with the names of containing types in
/// front. It is used wherever the type is the body of a send, a member or an element, and by
/// <see cref="AmqpContracts.Encode{T, TEncoder}(in T)"/>. It sends the public members, and what this assembly may read besides where it is marked.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public class AmqpContractForAttribute(Type type) : Attribute
{
    /// <summary>The type that is a contract.</summary>
    public Type Type { get; } = type;

    /// <inheritdoc cref="AmqpContractAttribute.Encoding"/>
    public AmqpBodyEncoding Encoding { get; set; }

    /// <inheritdoc cref="AmqpContractAttribute.Descriptor"/>
    public string? Descriptor { get; set; }

    /// <inheritdoc cref="AmqpContractAttribute.Code"/>
    public ulong Code { get; set; }

    /// <inheritdoc cref="AmqpContractAttribute.DiscriminatorKey"/>
    public string? DiscriminatorKey { get; set; }

    /// <inheritdoc cref="AmqpContractAttribute.JsonContext"/>
    public Type? JsonContext { get; set; }

    /// <summary>
    /// A class, struct or interface that carries the attributes: its own are those of the contract, and those of each property or field hold for the member of the same name and type.
    /// A member that it does not have is sent as if it had no attribute.
    /// </summary>
    public Type? MetadataType { get; set; }
}

/// <summary>Makes a type a contract that cannot be marked <see cref="AmqpContractAttribute"/> itself, because it is declared elsewhere: for this assembly alone.</summary>
/// <typeparam name="T">The type: a class or a struct, or a closed generic type.</typeparam>
/// <example>
/// <code>
/// [assembly: AmqpContractFor&lt;Order&gt;(MetadataType = typeof(OrderMetadata))]
///
/// [Subject("order.placed")]
/// internal interface OrderMetadata
/// {
///     [MessageId] Guid Id { get; }
///
///     [AmqpMember("total")] decimal Total { get; }
/// }
/// </code>
/// </example>
/// <remarks><inheritdoc cref="AmqpContractForAttribute" path="/remarks"/></remarks>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AmqpContractForAttribute<T>() : AmqpContractForAttribute(typeof(T));
