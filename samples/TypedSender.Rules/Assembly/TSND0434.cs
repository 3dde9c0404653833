#if VIOLATION
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)]

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Photo([ApplicationProperty("price")] AmqpDecimal64 Price, byte[] Content);
#else
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)]

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record Photo([ApplicationProperty("price")] decimal Price, byte[] Content);
#endif
