namespace TypedSender.Rules.TSND0709;

[AmqpContract]
public sealed partial record Order(int Number);

#if VIOLATION
public interface IOrderSender
{
    ValueTask PlaceAsync(Order order);
}

public sealed class Desk(SendClient client)
{
    public IOrderSender Sender { get; } = client.GetSender<IOrderSender>();
}
#else
[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order);
}

public sealed class Desk(SendClient client)
{
    public IOrderSender Sender { get; } = client.GetSender<IOrderSender>();
}
#endif
