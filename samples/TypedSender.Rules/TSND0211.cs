namespace TypedSender.Rules.TSND0211;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    [Subject("order.placed")]
    ValueTask PlaceAsync(Order order, [Subject] string subject);
#else
    ValueTask PlaceAsync(Order order, [Subject] string subject);
#endif
}
