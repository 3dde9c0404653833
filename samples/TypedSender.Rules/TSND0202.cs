namespace TypedSender.Rules.TSND0202;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    void Place(Order order);
#else
    ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);
#endif
}
