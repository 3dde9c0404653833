namespace TypedSender.Rules.TSND0424;

#if VIOLATION
[AmqpContract]
public sealed partial class Order
{
    public int Number { private get; set; }
}
#else
[AmqpContract]
public sealed partial class Order
{
    [AmqpMember]
    public int Number { private get; set; }
}
#endif
