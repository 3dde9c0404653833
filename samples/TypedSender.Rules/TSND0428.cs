namespace TypedSender.Rules.TSND0428;

#if VIOLATION
[AmqpContract]
public abstract partial record Event(Guid Id);

[AmqpContract]
public sealed partial record OrderPlaced(Guid Id, int Number) : Event(Id);

[AmqpSender("events")]
public partial interface IEventSender
{
    ValueTask SendAsync(Event e);
}
#else
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(OrderPlaced), "placed")]
public abstract partial record Event(Guid Id);

[AmqpContract]
public sealed partial record OrderPlaced(Guid Id, int Number) : Event(Id);

[AmqpSender("events")]
public partial interface IEventSender
{
    ValueTask SendAsync(Event e);
}
#endif
