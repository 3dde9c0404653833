namespace TypedSender.Rules.TSND0506;

#if VIOLATION
[Flags]
public enum Days { None = 0, Monday = 1, Tuesday = 2 }

[AmqpContract]
public sealed partial record Plan([AmqpEnumAsString] Days Days);
#else
[Flags]
public enum Days { None = 0, Monday = 1, Tuesday = 2 }

[AmqpContract]
public sealed partial record Plan(Days Days); // sent as its number
#endif
