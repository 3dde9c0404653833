namespace TypedSender.Rules.TSND0310;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record Point(double X, double Y);
#else
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record Point([AmqpMember(Order = 0)] double X, [AmqpMember(Order = 1)] double Y);
#endif
