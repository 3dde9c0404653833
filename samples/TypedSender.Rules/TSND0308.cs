namespace TypedSender.Rules.TSND0308;

#if VIOLATION
[AmqpContract(Code = 0x77)]
public sealed partial record Order(int Number);
#else
[AmqpContract(Code = 0x0000_1234_0000_0001)]
public sealed partial record Order(int Number);
#endif
