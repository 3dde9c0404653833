namespace TypedSender.Rules.TSND0222;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    [AmqpBatch]
    ValueTask PlaceAsync(Order order);
#else
    [AmqpBatch]
    ValueTask PlaceAllAsync(IReadOnlyList<Order> orders);
#endif
}
