using TypedSender;
using TypedSender.Testing;
using Xunit;

namespace Shop;

public sealed class CheckoutWithBrokerTests
{
    [Fact]
    public async Task The_warehouse_gets_the_order_or_refuses_it()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("warehouse");
        await using var client = new SendClient(broker.Url);
        var checkout = new Checkout(client.GetSender<IWarehouseSender>());

        Assert.True(await checkout.PayAsync(new OrderPaid(Guid.NewGuid(), 12.50m)));
        Assert.Equal(1, queue.Count);

        queue.Settlement = Settlement.Reject(AmqpErrorConditions.PreconditionFailed, "No such article.");
        SendException exception = await Assert.ThrowsAsync<SendException>(() => checkout.PayAsync(new OrderPaid(Guid.NewGuid(), 0)));
        Assert.Equal(SendReason.Rejected, exception.Reason);
    }
}
