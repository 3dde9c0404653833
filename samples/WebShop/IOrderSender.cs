using TypedSender;

namespace Shop;

[AmqpContract, Subject("order.placed"), Durable]
public sealed partial record OrderPlaced([MessageId] Guid OrderId, string Article, int Quantity);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(OrderPlaced order, CancellationToken cancellationToken = default);
}
