namespace TypedSender.Amqp.Messages;

/// <summary>How much of a message has come; not an outcome (AMQP 1.0, 3.4.1).</summary>
[AmqpComposite("amqp:received:list", 0x23)]
internal sealed partial record Received : DeliveryState
{
    /// <summary>The section the next byte belongs to, from 0.</summary>
    [AmqpField(0, "section-number", Mandatory = true)]
    public required uint SectionNumber { get; init; }

    /// <summary>The position of the next byte in that section.</summary>
    [AmqpField(1, "section-offset", Mandatory = true)]
    public required ulong SectionOffset { get; init; }
}
