namespace TypedSender.Rules.TSND0512;

#if VIOLATION
[AmqpContract, AmqpKnownType(typeof(Cat))]
public abstract partial record Pet(string Name);

[AmqpContract]
public sealed partial record Cat(string Name) : Pet(Name);
#else
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Cat), "cat")]
public abstract partial record Pet(string Name);

[AmqpContract]
public sealed partial record Cat(string Name) : Pet(Name);
#endif
