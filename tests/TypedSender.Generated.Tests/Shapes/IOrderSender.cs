namespace TypedSender.Generated.Tests.Shapes;

[AmqpSender("orders")]
[DesiredCapability("queue")]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(OrderPlaced order, CancellationToken cancellationToken = default);

    [Subject("order.cancelled")]
    ValueTask<SendOutcome> CancelAsync(
        OrderCancelled order,
        [TimeToLive] TimeSpan ttl,
        [ApplicationProperty("reason")] string reason,
        CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> PlaceAllAsync(IReadOnlyList<OrderPlaced> orders, CancellationToken cancellationToken = default);
}
