namespace TypedSender.Rules.TSND0418;

#if VIOLATION
[AmqpContract]
public sealed partial record Job(TimeSpan Limit);
#else
[AmqpContract]
public sealed partial record Job([AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan Limit);
#endif
