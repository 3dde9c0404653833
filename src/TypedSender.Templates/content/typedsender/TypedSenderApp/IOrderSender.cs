using TypedSender;

namespace TypedSenderApp;

/// <summary>Where it goes: the queue "orders". On RabbitMQ 4 its address is "/queues/orders".</summary>
[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask<SendOutcome> SendAsync(OrderPlaced order, CancellationToken cancellationToken = default);
}
