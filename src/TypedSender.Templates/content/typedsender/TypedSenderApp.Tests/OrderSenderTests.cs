using TypedSender;
using TypedSender.Testing;

namespace TypedSenderApp.Tests;

public class OrderSenderTests
{
    [Fact]
    public async Task An_order_arrives()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using SendClient client = new(broker.Url);
        OrderPlaced order = new(Guid.NewGuid(), "bolt", 2);

        SendOutcome outcome = await client.GetSender<IOrderSender>().SendAsync(order);

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equivalent(order, AmqpContracts.Decode<OrderPlaced>(Assert.Single(queue.Messages).Bytes.Span));
    }
}
