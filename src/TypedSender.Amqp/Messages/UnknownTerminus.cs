namespace TypedSender.Amqp.Messages;

/// <summary>A source or target that another specification defines, as it came; for instance the coordinator of transactions.</summary>
/// <param name="Value">The described value.</param>
public sealed record UnknownTerminus(AmqpDescribed Value) : Terminus, IAmqpEncodable<UnknownTerminus>
{
    /// <inheritdoc/>
    public override void Encode(ref AmqpWriter writer) => writer.WriteValue(Value);

    /// <inheritdoc/>
    public static new UnknownTerminus Decode(ref AmqpReader reader) => new(AmqpFields.ReadDescribed(ref reader));
}
