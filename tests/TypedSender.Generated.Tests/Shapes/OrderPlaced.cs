namespace TypedSender.Generated.Tests.Shapes;

[AmqpContract, Subject("order.placed"), Durable]
public sealed partial record OrderPlaced(
    [MessageId] Guid OrderId,
    [ApplicationProperty("region")] string Region,
    decimal Total,
    IReadOnlyList<OrderLine> Lines);
