using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Performatives;

/// <summary>Carries a message, or a part of it; the bytes of the message follow in the frame (AMQP 1.0, 2.7.5).</summary>
[AmqpComposite("amqp:transfer:list", 0x14)]
internal partial record struct Transfer
{
    /// <summary>The link on which the message travels.</summary>
    [AmqpField(0, "handle", Type = "handle", Mandatory = true)]
    public required uint Handle { get; set; }

    /// <summary>The delivery's number in its session; not null in the first frame of a delivery.</summary>
    [AmqpField(1, "delivery-id", Type = "delivery-number")]
    public uint? DeliveryId { get; set; }

    /// <summary>The delivery's tag, up to 32 bytes, unique among the link's unsettled deliveries; not null in the first frame of a delivery.</summary>
    [AmqpField(2, "delivery-tag", Type = "delivery-tag")]
    public ReadOnlyMemory<byte>? DeliveryTag { get; set; }

    /// <summary>The message's format; 0 for that of AMQP 1.0, 3.2; not null in the first frame of a delivery.</summary>
    [AmqpField(3, "message-format", Type = "message-format")]
    public uint? MessageFormat { get; set; }

    /// <summary>Whether the delivery is settled at the sender; null in the first frame means not.</summary>
    [AmqpField(4, "settled")]
    public bool? Settled { get; set; }

    /// <summary>Whether more frames of this delivery follow.</summary>
    [AmqpField(5, "more", Default = false)]
    public bool More { get; set; }

    /// <summary>When the receiver is to settle this delivery; null for what the link negotiated.</summary>
    [AmqpField(6, "rcv-settle-mode", Type = "receiver-settle-mode")]
    public ReceiverSettleMode? RcvSettleMode { get; set; }

    /// <summary>The delivery's state at the sender.</summary>
    [AmqpField(7, "state", Type = "*")]
    public DeliveryState? State { get; set; }

    /// <summary>Whether this resumes a delivery of an earlier attachment.</summary>
    [AmqpField(8, "resume", Default = false)]
    public bool Resume { get; set; }

    /// <summary>Whether the delivery is given up: the receiver discards what has come, and the delivery is settled.</summary>
    [AmqpField(9, "aborted", Default = false)]
    public bool Aborted { get; set; }

    /// <summary>Whether the receiver may delay its disposition to gather several.</summary>
    [AmqpField(10, "batchable", Default = false)]
    public bool Batchable { get; set; }
}
