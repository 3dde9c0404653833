namespace TypedSender.Rules.TSND0707;

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
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken)
    {
        await sender.PlaceAsync(order);
    }
#else
    public async Task PlaceAsync(Order order, CancellationToken cancellationToken)
    {
        await sender.PlaceAsync(order, cancellationToken);
    }
#endif
}
