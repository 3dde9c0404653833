namespace TypedSender.Amqp.Messages;

/// <summary>
/// The state of a delivery at its receiver: <see cref="Received"/>, one of the outcomes <see cref="Accepted"/>, <see cref="Rejected"/>,
/// <see cref="Released"/> and <see cref="Modified"/> (AMQP 1.0, 3.4), <see cref="Declared"/> and <see cref="TransactionalState"/> of transactions (4.5), or an
/// <see cref="UnknownDeliveryState"/>.
/// </summary>
internal abstract record DeliveryState : IAmqpEncodable<DeliveryState>
{
    private protected DeliveryState()
    {
    }

    /// <summary>Writes it, with its descriptor.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    internal abstract void Encode(ref AmqpWriter writer);

    /// <inheritdoc/>
    void IAmqpEncodable<DeliveryState>.Encode(ref AmqpWriter writer) => Encode(ref writer);

    /// <summary>Reads a delivery state. Accepted and released are single instances: they cost no memory.</summary>
    /// <param name="reader">Stands at the descriptor; stands behind the state afterwards.</param>
    /// <exception cref="AmqpDecodeException">The bytes are not a described value, or not a valid state.</exception>
    public static DeliveryState Decode(ref AmqpReader reader)
    {
        AmqpReader start = reader;
        AmqpDescriptor descriptor = reader.ReadDescriptor();
        switch (Code(descriptor))
        {
            case Received.DescriptorCode:
                return Received.DecodeFields(ref reader);
            case Accepted.DescriptorCode:
                return Accepted.DecodeFields(ref reader);
            case Rejected.DescriptorCode:
                return Rejected.DecodeFields(ref reader);
            case Released.DescriptorCode:
                return Released.DecodeFields(ref reader);
            case Modified.DescriptorCode:
                return Modified.DecodeFields(ref reader);
            case Declared.DescriptorCode:
                return Declared.DecodeFields(ref reader);
            case TransactionalState.DescriptorCode:
                return TransactionalState.DecodeFields(ref reader);
            default:
                reader = start;
                return UnknownDeliveryState.Decode(ref reader);
        }
    }

    private static ulong Code(AmqpDescriptor descriptor)
        => descriptor.Symbol?.Value switch
        {
            null => descriptor.Code,
            "amqp:received:list" => Received.DescriptorCode,
            "amqp:accepted:list" => Accepted.DescriptorCode,
            "amqp:rejected:list" => Rejected.DescriptorCode,
            "amqp:released:list" => Released.DescriptorCode,
            "amqp:modified:list" => Modified.DescriptorCode,
            "amqp:declared:list" => Declared.DescriptorCode,
            "amqp:transactional-state:list" => TransactionalState.DescriptorCode,
            _ => 0,
        };
}
