namespace TypedSender.Rules.TSND0309;

#if VIOLATION
[AmqpContract(Descriptor = "")]
public sealed partial record Order(int Number);
#else
[AmqpContract(Descriptor = "com.acme:shipment:map")]
public sealed partial record Order(int Number);
#endif
