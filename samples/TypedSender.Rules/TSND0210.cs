namespace TypedSender.Rules.TSND0210;

#if VIOLATION
[AmqpContract]
public sealed partial record Article([ApplicationProperty("tags")] List<string> Tags);
#else
[AmqpContract]
public sealed partial record Article(List<string> Tags); // in the body

[AmqpContract]
public sealed partial record Note([ApplicationProperty("tags")] string Tags); // or as text
#endif
