namespace TypedSender.Amqp.Messages;

/// <summary>The message was not processed, and is to be changed before it is delivered again (AMQP 1.0, 3.4.5).</summary>
[AmqpComposite("amqp:modified:list", 0x27)]
internal sealed partial record Modified : DeliveryState
{
    /// <summary>Whether the attempt counts as failed; null means not.</summary>
    [AmqpField(0, "delivery-failed")]
    public bool? DeliveryFailed { get; init; }

    /// <summary>Whether the message must not come to this link again; null means that it may.</summary>
    [AmqpField(1, "undeliverable-here")]
    public bool? UndeliverableHere { get; init; }

    /// <summary>Message annotations to be added or replaced: symbols to values.</summary>
    [AmqpField(2, "message-annotations", Type = "fields")]
    public AmqpMap? MessageAnnotations { get; init; }
}
