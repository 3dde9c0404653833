namespace TypedSender.Rules.TSND0241;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    bool TryEnqueue(Order order, CancellationToken cancellationToken = default);
#else
    bool TryEnqueue(Order order);
#endif
}
