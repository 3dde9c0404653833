namespace TypedSender.Rules.TSND0513;

#if VIOLATION
[AmqpContract(Discriminator = "kind"), AmqpKnownType(typeof(Cat), "cat")]
public partial interface IPet;

[AmqpContract(Discriminator = "kind"), AmqpKnownType(typeof(Cat), "feline")]
public partial interface IAnimal;

[AmqpContract]
public sealed partial record Cat(string Name) : IPet, IAnimal;
#else
[AmqpContract(Discriminator = "kind"), AmqpKnownType(typeof(Cat), "cat")]
public partial interface IPet;

[AmqpContract(Discriminator = "species"), AmqpKnownType(typeof(Cat), "feline")]
public partial interface IAnimal;

[AmqpContract]
public sealed partial record Cat(string Name) : IPet, IAnimal;
#endif
