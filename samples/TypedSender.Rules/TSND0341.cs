namespace TypedSender.Rules.TSND0341;

[AmqpContract]
public sealed partial record Current<T>(T Value);

#if VIOLATION
[AmqpEnumAsString]
public enum State { New, Open, Created = New }

[AmqpContract]
public sealed partial record Ticket(Current<State> State);
#else
[AmqpEnumAsString]
public enum State { New, Open }

[AmqpContract]
public sealed partial record Ticket(Current<State> State);
#endif
