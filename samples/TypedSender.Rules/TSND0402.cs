namespace TypedSender.Rules.TSND0402;

#if VIOLATION
public sealed record Line(string Sku);

[AmqpContract]
public sealed partial record Order(List<Line> Lines);
#else
[AmqpContract]
public sealed partial record Line(string Sku);

[AmqpContract]
public sealed partial record Order(List<Line> Lines);
#endif
