namespace TypedSender.Rules.TSND0225;

#if VIOLATION
[AmqpSectionAlias(typeof(MessageAnnotationAttribute))]
public sealed class PriorityClassAttribute : Attribute;
#else
[AmqpSectionAlias(typeof(MessageAnnotationAttribute), "x-opt-priority-class")]
public sealed class PriorityClassAttribute : Attribute;
#endif
