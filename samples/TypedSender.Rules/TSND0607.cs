namespace TypedSender.Rules.TSND0607;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpSender("orders")]
[AmqpManagement]
public partial interface IOrders
{
    ValueTask PlaceAsync(Order order);
}
#else
[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order);
}

[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("READ", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(string name);
}
#endif
