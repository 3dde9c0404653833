using System.ComponentModel.DataAnnotations;

#if VIOLATION
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus, Edition = AmqpBrokerEdition.ServiceBusStandard)]

namespace Shop;

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Photo([property: MaxLength(1_000_000)] byte[] Content);
#else
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus, Edition = AmqpBrokerEdition.ServiceBusStandard)]

namespace Shop;

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Photo([property: MaxLength(250_000)] byte[] Content);
#endif
