using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>A link that receives messages and sends their outcomes.</summary>
internal interface IOutcomeTeller
{
    /// <summary>Tells the outcome of deliveries whose ids follow one another. Under the connection's lock.</summary>
    void Tell(uint first, uint last, DeliveryState? state);
}
