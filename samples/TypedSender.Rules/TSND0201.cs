namespace TypedSender.Rules.TSND0201;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    Task<int> PlaceAsync(Order order);
#else
    ValueTask<SendOutcome> PlaceAsync(Order order);
#endif
}
