namespace TypedSender.Rules.TSND0324;

[AmqpContract]
public sealed partial record OrderLine(string Sku);

#if VIOLATION
[AmqpContract]
public sealed partial class Order : List<OrderLine>
{
    public int Number { get; init; }
}
#else
[AmqpContract]
public sealed partial class Order
{
    public int Number { get; init; }

    public List<OrderLine> Lines { get; } = [];
}
#endif
