namespace TypedSender.Rules.TSND0406;

#if VIOLATION
[AmqpContract]
public sealed partial record Scale(Dictionary<double, string> Names);
#else
[AmqpContract]
public sealed partial record Scale(Dictionary<int, string> Names);
#endif
