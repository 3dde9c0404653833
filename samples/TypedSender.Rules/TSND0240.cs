namespace TypedSender.Rules.TSND0240;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    [Enqueue]
    ValueTask<SendOutcome> EnqueueAsync(Order order);
#else
    [Enqueue]
    ValueTask EnqueueAsync(Order order);
#endif
}
