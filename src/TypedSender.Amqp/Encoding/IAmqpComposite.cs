namespace TypedSender.Amqp;

/// <summary>A composite type: a described list of named fields (AMQP 1.0, 1.4). The members are generated.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IAmqpComposite<TSelf> : IAmqpEncodable<TSelf>
    where TSelf : IAmqpComposite<TSelf>
{
    /// <summary>The numeric descriptor.</summary>
    static abstract ulong DescriptorCode { get; }

    /// <summary>Reads the list, whose descriptor has been read.</summary>
    /// <param name="reader">Stands at the list; stands behind it afterwards.</param>
    /// <exception cref="AmqpDecodeException">A mandatory field is missing, a field has a wrong type or value, or there are too many.</exception>
    static abstract TSelf DecodeFields(ref AmqpReader reader);
}
