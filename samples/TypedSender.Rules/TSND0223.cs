namespace TypedSender.Rules.TSND0223;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    [AmqpBatch(MaxMessages = -1)]
    ValueTask PlaceAllAsync(IReadOnlyList<Order> orders);
#else
    [AmqpBatch(MaxMessages = 100)]
    ValueTask PlaceAllAsync(IReadOnlyList<Order> orders);
#endif
}
