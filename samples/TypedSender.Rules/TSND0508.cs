namespace TypedSender.Rules.TSND0508;

#if VIOLATION
[AmqpContract, AmqpKnownType(typeof(Invoice))]
public abstract partial record Document;

[AmqpContract(Descriptor = "acme:invoice")]
public sealed partial record Invoice(int Number);
#else
[AmqpContract, AmqpKnownType(typeof(Invoice))]
public abstract partial record Document;

[AmqpContract(Descriptor = "acme:invoice")]
public sealed partial record Invoice(int Number) : Document;
#endif
