namespace TypedSender.Rules.TSND0701;

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
    public async Task PlaceAsync(Order order)
    {
        await sender.OfferAsync(order);
    }
#else
    public async Task PlaceAsync(Order order)
    {
        SendOutcome outcome = await sender.OfferAsync(order);
        outcome.EnsureSuccess();
    }
#endif
}
