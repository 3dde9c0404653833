namespace TypedSender.Amqp.Messages;

/// <summary>A delivery state that another specification defines, as it came.</summary>
/// <param name="Value">The described value.</param>
internal sealed record UnknownDeliveryState(AmqpDescribed Value) : DeliveryState, IAmqpEncodable<UnknownDeliveryState>
{
    /// <inheritdoc/>
    internal override void Encode(ref AmqpWriter writer) => writer.WriteValue(Value);

    /// <inheritdoc/>
    void IAmqpEncodable<UnknownDeliveryState>.Encode(ref AmqpWriter writer) => Encode(ref writer);

    /// <inheritdoc/>
    public static new UnknownDeliveryState Decode(ref AmqpReader reader) => new(AmqpFields.ReadDescribed(ref reader));
}
