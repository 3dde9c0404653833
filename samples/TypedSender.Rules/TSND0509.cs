namespace TypedSender.Rules.TSND0509;

#if VIOLATION
[AmqpContract, AmqpKnownType(typeof(Invoice))]
public abstract partial record Document;

public sealed record Invoice(int Number) : Document;
#else
[AmqpContract, AmqpKnownType(typeof(Invoice))]
public abstract partial record Document;

[AmqpContract(Descriptor = "acme:invoice")]
public sealed partial record Invoice(int Number) : Document;
#endif
