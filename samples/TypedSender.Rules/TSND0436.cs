namespace TypedSender.Rules.TSND0436;

#if VIOLATION
[AmqpTransparent]
public readonly record struct Amount(decimal Value, string Currency);
#else
[AmqpContract]
public readonly partial record struct Amount(decimal Value, string Currency);
#endif
