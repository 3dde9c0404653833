namespace TypedSender.Rules.TSND0510;

#if VIOLATION
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Cat), "pet"), AmqpKnownType(typeof(Dog), "pet")]
public abstract partial record Pet(string Name);

[AmqpContract]
public sealed partial record Cat(string Name) : Pet(Name);

[AmqpContract]
public sealed partial record Dog(string Name) : Pet(Name);
#else
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Cat), "cat"), AmqpKnownType(typeof(Dog), "dog")]
public abstract partial record Pet(string Name);

[AmqpContract]
public sealed partial record Cat(string Name) : Pet(Name);

[AmqpContract]
public sealed partial record Dog(string Name) : Pet(Name);
#endif
