namespace TypedSender.Rules.TSND0209;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpContract]
public sealed partial record Customer(string Name);

#if VIOLATION
[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order, Customer customer);
}
#else
[AmqpContract]
public sealed partial record Placement(Order Order, Customer Customer);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Placement placement);
}
#endif
