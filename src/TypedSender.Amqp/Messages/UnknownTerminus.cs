namespace TypedSender.Amqp.Messages;

/// <summary>A source or target that another specification defines, as it came.</summary>
/// <param name="Value">The described value.</param>
internal sealed record UnknownTerminus(AmqpDescribed Value) : Terminus, IAmqpEncodable<UnknownTerminus>
{
    /// <inheritdoc/>
    internal override void Encode(ref AmqpWriter writer) => writer.WriteValue(Value);

    /// <inheritdoc/>
    void IAmqpEncodable<UnknownTerminus>.Encode(ref AmqpWriter writer) => Encode(ref writer);

    /// <inheritdoc/>
    public static new UnknownTerminus Decode(ref AmqpReader reader) => new(AmqpFields.ReadDescribed(ref reader));
}
