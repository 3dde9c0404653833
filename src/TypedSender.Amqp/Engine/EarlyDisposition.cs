using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// A disposition for a delivery that came before its last frame was written. It concerns a message that the receiver does not have yet, so it is applied only once the whole of the
/// message has been written (AMQP 1.0, 2.6.12 and 2.6.14).
/// </summary>
/// <param name="state">The delivery state; null when the receiver settled without one.</param>
internal sealed class EarlyDisposition(DeliveryState? state)
{
    public DeliveryState? State { get; } = state;

    /// <summary>True when the receiver has not settled, and waits for this side to do so.</summary>
    public bool AwaitsSettlement { get; set; }
}
