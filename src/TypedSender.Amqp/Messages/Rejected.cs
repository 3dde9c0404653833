namespace TypedSender.Amqp.Messages;

/// <summary>The message is invalid and cannot be processed (AMQP 1.0, 3.4.3).</summary>
[AmqpComposite("amqp:rejected:list", 0x25)]
internal sealed partial record Rejected : DeliveryState
{
    /// <summary>Why.</summary>
    [AmqpField(0, "error", Type = "error")]
    public AmqpError? Error { get; init; }
}
