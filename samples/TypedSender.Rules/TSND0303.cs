namespace TypedSender.Rules.TSND0303;

#if VIOLATION
public partial class Shop
{
    [AmqpContract]
    private sealed partial record Order(int Number);
}
#else
public partial class Shop
{
    [AmqpContract]
    internal sealed partial record Order(int Number);
}
#endif
