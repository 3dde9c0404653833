namespace TypedSender.Rules.TSND0260;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask PlaceAsync(Order order, AmqpTransaction orders, AmqpTransaction stock, CancellationToken cancellationToken = default);
#else
    ValueTask PlaceAsync(Order order, AmqpTransaction transaction, CancellationToken cancellationToken = default);
#endif
}
