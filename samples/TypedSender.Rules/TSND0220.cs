namespace TypedSender.Rules.TSND0220;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
#if VIOLATION
    ValueTask SendAsync<T>(T item);
#else
    ValueTask SendAsync<T>(T item, CancellationToken cancellationToken = default)
        where T : IAmqpContract<T>;
#endif
}
