namespace TypedSender.Rules.TSND0262;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    [Enqueue]
    ValueTask PlaceAsync(Order order, AmqpTransaction transaction, CancellationToken cancellationToken = default);
#else
    ValueTask PlaceAsync(Order order, AmqpTransaction transaction, CancellationToken cancellationToken = default);
#endif
}
