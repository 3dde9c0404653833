namespace TypedSender.Rules.TSND0705;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> OfferAsync(Order order, CancellationToken cancellationToken = default);
}

#if VIOLATION
public static class Desk
{
    public static async Task PlaceAsync(Order order)
    {
        await using SendClient client = new("amqp://localhost");
        await client.GetSender<IOrderSender>().PlaceAsync(order);
    }
}
#else
public sealed class Desk(SendClient client)
{
    private readonly IOrderSender _sender = client.GetSender<IOrderSender>();

    public ValueTask PlaceAsync(Order order) => _sender.PlaceAsync(order);
}
#endif
