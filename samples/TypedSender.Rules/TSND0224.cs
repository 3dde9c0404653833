namespace TypedSender.Rules.TSND0224;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpSender("orders"), AmqpBroker(AmqpBrokerKind.ServiceBus)]
public partial interface IOrderSender
{
    [AmqpBatch(MaxMessages = 10_000)]
    ValueTask PlaceAllAsync(IReadOnlyList<Order> orders);
}
#else
[AmqpSender("orders"), AmqpBroker(AmqpBrokerKind.ServiceBus)]
public partial interface IOrderSender
{
    [AmqpBatch]
    ValueTask PlaceAllAsync(IReadOnlyList<Order> orders);
}
#endif
