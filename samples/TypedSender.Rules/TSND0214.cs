namespace TypedSender.Rules.TSND0214;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask PlaceAllAsync(ReadOnlySpan<Order> orders);
#else
    ValueTask PlaceAllAsync(ReadOnlyMemory<Order> orders);
#endif
}
