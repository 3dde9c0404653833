namespace TypedSender.Rules.TSND0102;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
public class Shop
{
    [AmqpSender("orders")]
    public partial interface IOrderSender { ValueTask PlaceAsync(Order order); }
}
#else
public partial class Shop
{
    [AmqpSender("orders")]
    public partial interface IOrderSender { ValueTask PlaceAsync(Order order); }
}
#endif
