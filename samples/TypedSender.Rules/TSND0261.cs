namespace TypedSender.Rules.TSND0261;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpSender("orders", SendSettleMode = SenderSettleMode.Settled)]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order, AmqpTransaction transaction, CancellationToken cancellationToken = default);
}
#else
[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order, AmqpTransaction transaction, CancellationToken cancellationToken = default);
}
#endif
