namespace TypedSender.Rules.TSND0408;

#if VIOLATION
[AmqpContract]
public sealed partial record Series([AmqpArray] IReadOnlyList<int?> Readings);
#else
[AmqpContract]
public sealed partial record Series(IReadOnlyList<int?> Readings);
#endif
