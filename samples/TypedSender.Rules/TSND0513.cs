namespace TypedSender.Rules.TSND0513;

#if VIOLATION
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Cat), "cat")]
public partial interface IPet;

[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Cat), "feline")]
public partial interface IAnimal;

[AmqpContract]
public sealed partial record Cat(string Name) : IPet, IAnimal;
#else
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Cat), "cat")]
public partial interface IPet;

[AmqpContract(DiscriminatorKey = "species"), AmqpKnownType(typeof(Cat), "feline")]
public partial interface IAnimal;

[AmqpContract]
public sealed partial record Cat(string Name) : IPet, IAnimal;
#endif
