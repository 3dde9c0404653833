namespace TypedSender.Rules.TSND0315;

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record Point([AmqpMember(Order = 0)] double X, [AmqpMember(Order = 1)] double Y);
#else
[AmqpContract]
public sealed partial record Point(double X, double Y);
#endif
