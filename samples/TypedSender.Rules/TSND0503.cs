namespace TypedSender.Rules.TSND0503;

#if VIOLATION
public enum Field
{
    Name,
    Größe,
}

[AmqpContract]
public sealed partial record Change([AmqpEnumAsString, AmqpMember(Symbol = true)] Field Field);
#else
public enum Field
{
    Name,
    Größe,
}

[AmqpContract]
public sealed partial record Change([AmqpEnumAsString] Field Field);
#endif
