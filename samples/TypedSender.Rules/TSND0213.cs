namespace TypedSender.Rules.TSND0213;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask PlaceAsync(params Order[] orders);
#else
    ValueTask PlaceAllAsync(IReadOnlyList<Order> orders);

    [AmqpBatch]
    ValueTask PlaceTogetherAsync(params Order[] orders);
#endif
}
