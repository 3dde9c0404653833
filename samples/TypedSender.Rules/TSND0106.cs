namespace TypedSender.Rules.TSND0106;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpSender("orders")]
public partial interface IOrderSender
{
    static string Name => "orders";
}
#else
[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);
}
#endif
