namespace TypedSender.Rules.TSND0702;

[AmqpContract]
public sealed partial record Order(int Number);

[AmqpSender("orders")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> OfferAsync(Order order, CancellationToken cancellationToken = default);
}

public sealed class Desk(IOrderSender sender)
{
#if VIOLATION
    public void Place(Order order)
    {
        sender.PlaceAsync(order);
    }
#else
    public async Task PlaceAsync(Order order)
    {
        await sender.PlaceAsync(order);
    }
#endif
}
