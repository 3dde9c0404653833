namespace TypedSender.Rules.TSND0713;

#if VIOLATION
public sealed record Order(int Number);

public static class Store
{
    public static byte[] Write(Order order) => AmqpContracts.Encode(order);
}
#else
[AmqpContract]
public sealed partial record Order(int Number);

public static class Store
{
    public static byte[] Write(Order order) => AmqpContracts.Encode(order);
}
#endif
