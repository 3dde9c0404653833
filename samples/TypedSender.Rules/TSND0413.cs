namespace TypedSender.Rules.TSND0413;

#if VIOLATION
[AmqpContract]
public sealed partial record Event(Dictionary<string, object> Details);
#else
[AmqpContract]
public sealed partial record Event(Dictionary<string, string> Details);
#endif
