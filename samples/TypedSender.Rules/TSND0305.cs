namespace TypedSender.Rules.TSND0305;

#if VIOLATION
[AmqpContract]
public sealed partial class Order
{
    internal int Number { get; init; }
}
#else
[AmqpContract]
public sealed partial class Order
{
    [AmqpMember]
    internal int Number { get; init; }
}
#endif
