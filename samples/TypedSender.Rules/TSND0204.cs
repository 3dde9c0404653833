namespace TypedSender.Rules.TSND0204;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask PlaceAsync(ref Order order);
#else
    ValueTask PlaceAsync(in Order order);
#endif
}
