#if VIOLATION
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus, Edition = AmqpBrokerEdition.RabbitMq4)]
#else
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus, Edition = AmqpBrokerEdition.ServiceBusStandard)]
#endif
