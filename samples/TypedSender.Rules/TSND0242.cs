namespace TypedSender.Rules.TSND0242;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    bool TryEnqueueAll(IReadOnlyList<Order> orders);
#else
    bool TryEnqueue(Order order);
#endif
}
