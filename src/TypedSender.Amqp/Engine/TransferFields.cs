namespace TypedSender.Amqp.Engine;

/// <summary>Values in the transfer frames of a delivery that most deliveries do not have (AMQP 1.0, 2.7.5). Immutable; many deliveries may share one.</summary>
internal class TransferFields
{
    /// <summary>The most bytes of <see cref="Tag"/>; more would not fit what a frame keeps free for its header.</summary>
    public const int MaxTagSize = 16;

    /// <summary>The most bytes of <see cref="State"/>; the fields of a transfer have to fit a list of at most 255 bytes.</summary>
    public const int MaxStateSize = 160;

    /// <summary>The tag to send instead of <see cref="OutgoingDelivery.DeliveryTag"/>, for peers that read something out of it; null for none.</summary>
    public byte[]? Tag { get; init; }

    /// <summary>The encoded state of the delivery at its sender, which each of its frames carries; null for none.</summary>
    public byte[]? State { get; init; }
}
