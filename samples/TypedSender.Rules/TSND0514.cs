namespace TypedSender.Rules.TSND0514;

#if VIOLATION
[AmqpKnownType(typeof(Cat))]
public abstract record Pet(string Name);

[AmqpContract(Descriptor = "acme:cat")]
public sealed partial record Cat(string Name) : Pet(Name);
#else
[AmqpContract, AmqpKnownType(typeof(Cat))]
public abstract partial record Pet(string Name);

[AmqpContract(Descriptor = "acme:cat")]
public sealed partial record Cat(string Name) : Pet(Name);
#endif
