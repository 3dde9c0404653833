namespace TypedSender.Rules.TSND0430;

#if VIOLATION
public record Person(string Name, string Secret);

[AmqpContract]
public sealed partial record Customer(string Name, [AmqpIgnore] string Secret) : Person(Name, Secret);
#else
public record Person(string Name, [AmqpIgnore] string Secret);

[AmqpContract]
public sealed partial record Customer(string Name, string Secret) : Person(Name, Secret);
#endif
