using TypedSender;

namespace ServiceBus;

/// <summary>Sends to the queue of orders.</summary>
[AmqpSender("orders")]
public partial interface IOrderSender
{
    /// <summary>Sends one order; fails unless Service Bus has taken it.</summary>
    ValueTask PlaceAsync(OrderPlaced order, CancellationToken cancellationToken = default);

    /// <summary>Sends many in as few messages as they fit in, and tells the outcome of each.</summary>
    [AmqpBatch]
    ValueTask<IReadOnlyList<SendOutcome>> PlaceAllAsync(IReadOnlyList<OrderPlaced> orders, CancellationToken cancellationToken = default);
}
