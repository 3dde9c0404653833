namespace TypedSender.Rules.TSND0302;

#if VIOLATION
public class Shop
{
    [AmqpContract]
    public sealed partial record Order(int Number);
}
#else
public partial class Shop
{
    [AmqpContract]
    public sealed partial record Order(int Number);
}
#endif
