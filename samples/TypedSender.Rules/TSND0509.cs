namespace TypedSender.Rules.TSND0509;

#if VIOLATION
[AmqpContract, AmqpKnownType(typeof(Receipt))]
public abstract partial record Document;

public sealed record Receipt(int Number) : Document;
#else
[AmqpContract, AmqpKnownType(typeof(Receipt))]
public abstract partial record Document;

[AmqpContract(Descriptor = "acme:receipt")]
public sealed partial record Receipt(int Number) : Document;
#endif
