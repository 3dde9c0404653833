namespace TypedSender.Rules.TSND0314;

[AmqpContract]
public sealed partial record Page<T>(List<T> Items);

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpSender("pages")]
public partial interface IPageSender
{
    ValueTask SendAsync(Page<Stream> page);
}
#else
[AmqpSender("pages")]
public partial interface IPageSender
{
    ValueTask SendAsync(Page<Order> page);
}
#endif
