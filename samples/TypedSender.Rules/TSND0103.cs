namespace TypedSender.Rules.TSND0103;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
public partial class Shop
{
    [AmqpSender("orders")]
    private partial interface IOrderSender { ValueTask PlaceAsync(Order order); }
}
#else
public partial class Shop
{
    [AmqpSender("orders")]
    internal partial interface IOrderSender { ValueTask PlaceAsync(Order order); }
}
#endif
