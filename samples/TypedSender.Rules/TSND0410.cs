namespace TypedSender.Rules.TSND0410;

#if VIOLATION
[AmqpContract]
public sealed partial record Reading(DateTime Taken);
#else
[AmqpContract]
public sealed partial record Reading(DateTimeOffset Taken);
#endif
