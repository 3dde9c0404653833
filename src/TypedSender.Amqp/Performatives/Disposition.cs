using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Performatives;

/// <summary>Tells the state of a range of deliveries (AMQP 1.0, 2.7.6).</summary>
[AmqpComposite("amqp:disposition:list", 0x15)]
internal partial record struct Disposition
{
    /// <summary>The role of the end that sends this frame.</summary>
    [AmqpField(0, "role", Type = "role", Mandatory = true)]
    public required Role Role { get; set; }

    /// <summary>The first delivery-id of the range.</summary>
    [AmqpField(1, "first", Type = "delivery-number", Mandatory = true)]
    public required uint First { get; set; }

    /// <summary>The last delivery-id of the range; null if it is the first.</summary>
    [AmqpField(2, "last", Type = "delivery-number")]
    public uint? Last { get; set; }

    /// <summary>Whether the deliveries are settled at the end that sends this frame.</summary>
    [AmqpField(3, "settled", Default = false)]
    public bool Settled { get; set; }

    /// <summary>The deliveries' state at the end that sends this frame.</summary>
    [AmqpField(4, "state", Type = "*")]
    public DeliveryState? State { get; set; }

    /// <summary>Whether the peer may delay its answer to gather several.</summary>
    [AmqpField(5, "batchable", Default = false)]
    public bool Batchable { get; set; }
}
