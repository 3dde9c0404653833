namespace TypedSender.Rules.TSND0405;

#if VIOLATION
[AmqpContract]
public sealed partial record Order(int Number, [AmqpIgnore, Subject] string Kind);
#else
[AmqpContract]
public sealed partial record Order(int Number, [Subject] string Kind);
#endif
