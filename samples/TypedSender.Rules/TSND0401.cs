namespace TypedSender.Rules.TSND0401;

#if VIOLATION
[AmqpContract]
public sealed partial record Reading(Half Value, Stream Picture);
#else
[AmqpContract]
public sealed partial record Reading(float Value, ReadOnlyMemory<byte> Picture);
#endif
