namespace TypedSender.Rules.TSND0511;

#if VIOLATION
[AmqpContract, AmqpKnownType(typeof(Invoice))]
public abstract partial record Document;

[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "acme:invoice")]
public sealed partial record Invoice([AmqpMember(Order = 0)] int Number) : Document;
#else
[AmqpContract(Encoding = AmqpBodyEncoding.List), AmqpKnownType(typeof(Invoice))]
public abstract partial record Document;

[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "acme:invoice")]
public sealed partial record Invoice([AmqpMember(Order = 0)] int Number) : Document;
#endif
