using System.ComponentModel.DataAnnotations;

#if VIOLATION
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)]

namespace Shop;

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Photo([property: MessageId, MaxLength(200)] string Name, byte[] Content);
#else
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)]

namespace Shop;

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Photo([property: MessageId, MaxLength(128)] string Name, byte[] Content);
#endif
