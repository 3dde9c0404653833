namespace TypedSender.Amqp.Messages;

/// <summary>
/// Either end of a link: a <see cref="Source"/> or a <see cref="Target"/> (AMQP 1.0, 3.5), a <see cref="Coordinator"/> of transactions (4.5.1), or an
/// <see cref="UnknownTerminus"/> that another specification defines.
/// </summary>
internal abstract record Terminus : IAmqpEncodable<Terminus>
{
    private protected Terminus()
    {
    }

    /// <summary>Writes it, with its descriptor.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    internal abstract void Encode(ref AmqpWriter writer);

    /// <inheritdoc/>
    void IAmqpEncodable<Terminus>.Encode(ref AmqpWriter writer) => Encode(ref writer);

    /// <inheritdoc/>
    public static Terminus Decode(ref AmqpReader reader)
    {
        AmqpReader start = reader;
        AmqpDescriptor descriptor = reader.ReadDescriptor();
        if (descriptor.Is(Target.DescriptorCode, "amqp:target:list"))
        {
            return Target.DecodeFields(ref reader);
        }

        if (descriptor.Is(Source.DescriptorCode, "amqp:source:list"))
        {
            return Source.DecodeFields(ref reader);
        }

        if (descriptor.Is(Coordinator.DescriptorCode, "amqp:coordinator:list"))
        {
            return Coordinator.DecodeFields(ref reader);
        }

        reader = start;
        return UnknownTerminus.Decode(ref reader);
    }
}
