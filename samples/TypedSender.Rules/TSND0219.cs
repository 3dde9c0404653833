namespace TypedSender.Rules.TSND0219;

#if VIOLATION
[AmqpContract, TimeToLive(-1)]
public sealed partial record Order(int Number);
#else
[AmqpContract, TimeToLive(30)]
public sealed partial record Order(int Number);
#endif
