#if VIOLATION
[assembly: AmqpBroker(AmqpBrokerKind.RabbitMq, Edition = AmqpBrokerEdition.RabbitMq4)]

namespace Shop;

[AmqpContract]
public sealed partial record Order([MessageAnnotation("tenant")] string Tenant, int Number);
#else
[assembly: AmqpBroker(AmqpBrokerKind.RabbitMq, Edition = AmqpBrokerEdition.RabbitMq4)]

namespace Shop;

[AmqpContract]
public sealed partial record Order([MessageAnnotation("x-tenant")] string Tenant, int Number);
#endif
