namespace TypedSender.Rules.TSND0307;

#if VIOLATION
[AmqpContract(Descriptor = "com.acme:order:map")]
public sealed partial record Order(int Number);

[AmqpContract(Descriptor = "com.acme:order:map")]
public sealed partial record Return(int Number);
#else
[AmqpContract(Descriptor = "com.acme:order:map")]
public sealed partial record Order(int Number);

[AmqpContract(Descriptor = "com.acme:return:map")]
public sealed partial record Return(int Number);
#endif
