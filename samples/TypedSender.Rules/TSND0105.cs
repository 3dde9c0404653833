namespace TypedSender.Rules.TSND0105;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpSender("orders")]
public partial interface IOrderSender
{
    int Sent { get; }
}
#else
[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order);

    int MaxLines => 100; // a member with a body is left alone
}
#endif
