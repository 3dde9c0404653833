namespace TypedSender;

/// <summary>How the members of a contract are laid out in the body of its message (AMQP 1.0, 3.2.6 to 3.2.8).</summary>
/// <remarks>Inside another contract the value travels as its body would hold it, without the section around it.</remarks>
public enum AmqpBodyEncoding
{
    /// <summary>An amqp-value section that holds a map from names, which are strings, to values. Null members are left out.</summary>
    /// <remarks>It may gain and lose members freely, and any peer can read it.</remarks>
    Map,

    /// <summary>
    /// An amqp-value section that holds a list in the order of <see cref="AmqpMemberAttribute.Order"/>, null at numbers without a member; trailing nulls are left out.
    /// Compact; numbers must never be given anew.
    /// </summary>
    List,

    /// <summary>An amqp-sequence section: one list, laid out as <see cref="List"/> lays it out, but never described (AMQP 1.0, 3.2.7).</summary>
    Sequence,

    /// <summary>
    /// A data section that holds the bytes of one member as they are (AMQP 1.0, 3.2.6): the only member that no section attribute places elsewhere,
    /// of type <see cref="byte"/>[], <see cref="ReadOnlyMemory{T}"/>, <see cref="Memory{T}"/>, <see cref="ArraySegment{T}"/>,
    /// <see cref="System.Buffers.ReadOnlySequence{T}"/> or <see cref="System.Collections.Immutable.ImmutableArray{T}"/>.
    /// Where its type allows null, null is a section without bytes. Memory, sequences and immutable arrays of 16 KiB and more are not copied:
    /// they must not change until the send has completed. <see cref="ContentTypeAttribute"/> tells the reader what the bytes are; nothing is assumed.
    /// </summary>
    Raw,

    /// <summary>
    /// A data section that holds JSON in UTF-8 (AMQP 1.0, 3.2.6), written by System.Text.Json through <see cref="AmqpContractAttribute.JsonContext"/>, without reflection.
    /// <c>content-type</c> is <c>application/json</c> unless <see cref="ContentTypeAttribute"/> says otherwise at any level. Which members are in it, and how, is said by
    /// the attributes and options of System.Text.Json: a member that a section attribute places elsewhere is in both, unless it is marked <c>[JsonIgnore]</c>.
    /// </summary>
    Json,
}
