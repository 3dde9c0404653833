namespace TypedSender.Rules.TSND0206;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask PlaceAsync(CancellationToken cancellationToken, Order order);
#else
    ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);
#endif
}
