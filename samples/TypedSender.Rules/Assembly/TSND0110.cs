#if VIOLATION
[assembly: AmqpBroker((AmqpBrokerKind)42)]
#else
[assembly: AmqpBroker(AmqpBrokerKind.Generic)]
#endif
