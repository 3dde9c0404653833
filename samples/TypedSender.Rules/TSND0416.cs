namespace TypedSender.Rules.TSND0416;

#if VIOLATION
[AmqpContract]
public sealed partial class Order
{
    [AmqpMember]
    public static int Version => 2;
}
#else
[AmqpContract]
public sealed partial class Order
{
    [AmqpMember]
    public int Version => 2;
}
#endif
