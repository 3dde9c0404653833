namespace TypedSender.Rules.TSND0215;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask PlaceAsync(Order order, [TimeToLive] uint milliseconds);
#else
    ValueTask PlaceAsync(Order order, [TimeToLive] TimeSpan timeToLive);
#endif
}
