namespace TypedSender.Rules.TSND0205;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask PlaceAsync(Order order, CancellationToken stop, CancellationToken abort);
#else
    ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);
#endif
}
