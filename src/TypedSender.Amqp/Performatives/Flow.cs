namespace TypedSender.Amqp.Performatives;

/// <summary>Updates session windows and, with a handle, a link's credit (AMQP 1.0, 2.7.4).</summary>
[AmqpComposite("amqp:flow:list", 0x13)]
internal partial record struct Flow
{
    /// <summary>The transfer-id the sender expects next; null only before it has received the peer's begin.</summary>
    [AmqpField(0, "next-incoming-id", Type = "transfer-number")]
    public uint? NextIncomingId { get; set; }

    /// <summary>The number of transfer frames the sender can receive.</summary>
    [AmqpField(1, "incoming-window", Mandatory = true)]
    public required uint IncomingWindow { get; set; }

    /// <summary>The transfer-id of the next transfer frame the sender will send.</summary>
    [AmqpField(2, "next-outgoing-id", Type = "transfer-number", Mandatory = true)]
    public required uint NextOutgoingId { get; set; }

    /// <summary>The number of transfer frames the sender can send.</summary>
    [AmqpField(3, "outgoing-window", Mandatory = true)]
    public required uint OutgoingWindow { get; set; }

    /// <summary>The link that the remaining fields speak of; null if the frame speaks of the session alone.</summary>
    [AmqpField(4, "handle", Type = "handle")]
    public uint? Handle { get; set; }

    /// <summary>The link's delivery-count as its sender counts it, or as its receiver last saw it.</summary>
    [AmqpField(5, "delivery-count", Type = "sequence-no")]
    public uint? DeliveryCount { get; set; }

    /// <summary>The number of deliveries beyond <see cref="DeliveryCount"/> the receiver accepts.</summary>
    [AmqpField(6, "link-credit")]
    public uint? LinkCredit { get; set; }

    /// <summary>The number of messages that wait at the sender for credit.</summary>
    [AmqpField(7, "available")]
    public uint? Available { get; set; }

    /// <summary>Whether the sender is to use up all credit, for nothing where it has no messages.</summary>
    [AmqpField(8, "drain", Default = false)]
    public bool Drain { get; set; }

    /// <summary>Whether the peer is to answer with its own flow.</summary>
    [AmqpField(9, "echo", Default = false)]
    public bool Echo { get; set; }

    /// <summary>Link state properties: symbols to values.</summary>
    [AmqpField(10, "properties", Type = "fields")]
    public AmqpMap? Properties { get; set; }
}
