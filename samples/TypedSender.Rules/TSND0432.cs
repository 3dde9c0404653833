namespace TypedSender.Rules.TSND0432;

#if VIOLATION
public sealed record Order([MessageId] Guid Id, int Number);
#else
[AmqpContract]
public sealed partial record Order([MessageId] Guid Id, int Number);
#endif
