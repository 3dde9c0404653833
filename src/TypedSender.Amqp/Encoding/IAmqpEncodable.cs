namespace TypedSender.Amqp;

/// <summary>A type with an AMQP encoding of its own.</summary>
/// <typeparam name="TSelf">The type itself, or the base of the types that its decoder can return.</typeparam>
internal interface IAmqpEncodable<TSelf>
    where TSelf : IAmqpEncodable<TSelf>
{
    /// <summary>Writes the value, with its descriptor if it has one.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <exception cref="AmqpEncodeException">The value cannot be encoded, for instance since a mandatory field is null.</exception>
    void Encode(ref AmqpWriter writer);

    /// <summary>Reads a value, with its descriptor if it has one.</summary>
    /// <param name="reader">Stands at the value; stands behind it afterwards.</param>
    /// <exception cref="AmqpDecodeException">The bytes are not such a value.</exception>
    static abstract TSelf Decode(ref AmqpReader reader);
}
