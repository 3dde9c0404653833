using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving;

/// <summary>A link that messages come on, and that their outcomes are told on.</summary>
internal interface IOutcomeTeller
{
    /// <summary>Tells the outcome of deliveries whose ids follow one another. Under the connection's lock.</summary>
    void Tell(uint first, uint last, DeliveryState? state);
}
