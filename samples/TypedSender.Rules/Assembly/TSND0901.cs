#if VIOLATION
[assembly: AmqpBroker(AmqpBrokerKind.RabbitMq, Edition = AmqpBrokerEdition.RabbitMq4)]

namespace Shop;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask SendAsync(Order order);
}
#else
[assembly: AmqpBroker(AmqpBrokerKind.RabbitMq, Edition = AmqpBrokerEdition.RabbitMq4)]

namespace Shop;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("/queues/orders")]
public partial interface IOrderSender
{
    ValueTask SendAsync(Order order);
}
#endif
