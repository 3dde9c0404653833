namespace TypedSender.Rules.TSND0340;

#if VIOLATION
[AmqpContract]
public sealed partial class Order
{
    public Order(int orderNumber) => Number = orderNumber;

    public int Number { get; }
}

public static class Reader
{
    public static Order Read(byte[] bytes) => AmqpContracts.Decode<Order>(bytes);
}
#else
[AmqpContract]
public sealed partial class Order
{
    public Order(int number) => Number = number;

    public int Number { get; }
}

public static class Reader
{
    public static Order Read(byte[] bytes) => AmqpContracts.Decode<Order>(bytes);
}
#endif
