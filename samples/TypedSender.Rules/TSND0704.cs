namespace TypedSender.Rules.TSND0704;

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
    public async Task<bool> PlaceAsync(Order order)
    {
        await Task.Yield();
        return sender.OfferAsync(order).AsTask().Result.IsSuccess;
    }
#else
    public async Task<bool> PlaceAsync(Order order)
    {
        await Task.Yield();
        return (await sender.OfferAsync(order)).IsSuccess;
    }
#endif
}
