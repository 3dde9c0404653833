namespace TypedSender.Amqp.Messages;

/// <summary>A delivery state that another specification defines, as it came; for instance that of a transaction.</summary>
/// <param name="Value">The described value.</param>
public sealed record UnknownDeliveryState(AmqpDescribed Value) : DeliveryState, IAmqpEncodable<UnknownDeliveryState>
{
    /// <inheritdoc/>
    public override void Encode(ref AmqpWriter writer) => writer.WriteValue(Value);

    /// <inheritdoc/>
    public static new UnknownDeliveryState Decode(ref AmqpReader reader) => new(AmqpFields.ReadDescribed(ref reader));
}
