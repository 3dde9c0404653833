namespace TypedSender.Rules.TSND0301;

#if VIOLATION
[AmqpContract]
public sealed record Order(int Number);
#else
[AmqpContract]
public sealed partial record Order(int Number);
#endif
