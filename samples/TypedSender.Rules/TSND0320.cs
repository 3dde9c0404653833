namespace TypedSender.Rules.TSND0320;

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.Sequence, Descriptor = "com.acme:order:list")]
public sealed partial record Order([AmqpMember(Order = 0)] int Number);
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Sequence)]
public sealed partial record Order([AmqpMember(Order = 0)] int Number);
#endif
