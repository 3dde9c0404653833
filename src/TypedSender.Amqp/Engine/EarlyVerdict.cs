using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// What a receiver decided about a delivery before it had the last frame. It concerns a message that the receiver does not have yet, so it stands only once the whole of the
/// message has been written (AMQP 1.0, 2.6.12 and 2.6.14).
/// </summary>
/// <param name="state">What the receiver said; null when it settled without saying how.</param>
internal sealed class EarlyVerdict(DeliveryState? state)
{
    public DeliveryState? State { get; } = state;

    /// <summary>True when the receiver has not settled, and waits for this side to do so.</summary>
    public bool AwaitsSettlement { get; set; }
}
