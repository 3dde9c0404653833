namespace TypedSender.Rules.TSND0220;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpContract]
public sealed partial record Invoice(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask SendAsync<T>(T item);
#else
    ValueTask SendAsync(Order order);

    ValueTask SendAsync(Invoice invoice);
#endif
}
