using TypedSender;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace Shop;

/// <summary>The transaction that docs/transactions.md shows.</summary>
public sealed class FulfilmentTests
{
    private static readonly OrderPaid Order = new(Guid.NewGuid(), 12.5m);
    private static readonly StockCounted Counted = new(Guid.NewGuid(), "north", [new StockLine("a", 1)]);

    [Fact]
    public async Task Both_are_told()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url);

        await new Fulfilment(client).TellAsync(Order, Counted);

        Assert.Equal((1, 1), (broker.GetQueue("warehouse").Count, broker.GetQueue("stock").Count));
    }

    [Fact]
    public async Task Neither_is_told_if_one_does_not_take_it()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue warehouse = broker.CreateQueue("warehouse");
        broker.CreateQueue("stock").Settlement = Settlement.Reject("amqp:not-allowed");
        await using var client = new SendClient(broker.Url);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => new Fulfilment(client).TellAsync(Order, Counted));

        Assert.Equal(SendOutcomeKind.Rejected, thrown.Outcome.Kind);
        await broker.Coordinator.WaitForEndedAsync(1).Within();
        Assert.Equal(0, warehouse.Count);
    }
}
