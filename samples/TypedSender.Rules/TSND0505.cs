namespace TypedSender.Rules.TSND0505;

#if VIOLATION
public enum State { New, Open, Created = New }

[AmqpContract]
public sealed partial record Ticket([AmqpEnumAsString] State State);
#else
public enum State { New, Open }

[AmqpContract]
public sealed partial record Ticket([AmqpEnumAsString] State State);
#endif
