namespace TypedSender.Rules.TSND0501;

#if VIOLATION
public enum State;

[AmqpContract]
public sealed partial record Order([AmqpEnumAsString] State State);
#else
public enum State
{
    New,
    Paid,
}

[AmqpContract]
public sealed partial record Order([AmqpEnumAsString] State State);
#endif
