namespace TypedSender.Rules.TSND0101;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpSender("orders")]
public interface IOrderSender
{
    ValueTask PlaceAsync(Order order);
}
#else
[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order);
}
#endif
