namespace TypedSender.Rules.TSND0403;

#if VIOLATION
[AmqpContract]
public sealed partial class Order
{
    [AmqpMember]
    public int Number { set => Console.WriteLine(value); }
}
#else
[AmqpContract]
public sealed partial class Order
{
    [AmqpMember]
    public int Number { get; set; }
}
#endif
