namespace TypedSender.Rules.TSND0104;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpSender("events")]
public partial interface IEventSender<T>
{
    ValueTask SendAsync(T item);
}
#else
public interface IEventSender<T>
{
    ValueTask SendAsync(T item);
}

[AmqpSender("events")]
public partial interface IOrderEventSender : IEventSender<Order>;
#endif
