namespace TypedSender.Generated.Tests.Shapes;

[AmqpContract]
public sealed partial class OrderCancelled
{
    public required Guid OrderId { get; init; }

    public string? Note { get; init; }
}
