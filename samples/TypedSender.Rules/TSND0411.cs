namespace TypedSender.Rules.TSND0411;

#if VIOLATION
[AmqpContract]
public sealed partial record Order(decimal Total);
#else
[AmqpContract]
public sealed partial record Order([AmqpFormatter(typeof(AmqpTextFormatter<decimal>))] decimal Total);
#endif
