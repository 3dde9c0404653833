namespace TypedSender.Rules.TSND0706;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> OfferAsync(Order order, CancellationToken cancellationToken = default);
}

public static class Desk
{
#if VIOLATION
    public static async Task PlaceAsync(Order order)
    {
        SendClient client = new("amqp://localhost");
        IOrderSender sender = client.GetSender<IOrderSender>();
        await client.DisposeAsync();
        await sender.PlaceAsync(order);
    }
#else
    public static async Task PlaceAsync(Order order)
    {
        SendClient client = new("amqp://localhost");
        IOrderSender sender = client.GetSender<IOrderSender>();
        await sender.PlaceAsync(order);
        await client.DisposeAsync();
    }
#endif
}
