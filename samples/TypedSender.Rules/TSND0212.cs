namespace TypedSender.Rules.TSND0212;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask<SendOutcome> PlaceAllAsync(IReadOnlyList<Order> orders);
#else
    ValueTask<IReadOnlyList<SendOutcome>> PlaceAllAsync(IReadOnlyList<Order> orders);
#endif
}
