using TypedSender;
using TypedSender.Testing;
using Xunit;

namespace Shop;

public sealed class CheckoutWithRecordingTests
{
    private readonly OrderPaid _order = new(Guid.NewGuid(), 12.50m);
    private readonly RecordingTransport _transport = new();

    [Fact]
    public async Task The_order_travels_as_the_warehouse_expects_it()
    {
        await new Checkout(TypedSenders.Create<IWarehouseSender>(_transport)).PayAsync(_order);

        Assert.Equal(_order, Assert.Single(_transport.Sent<OrderPaid>()));
        Assert.Equal("order.paid", Assert.Single(_transport.Messages).Message.Properties?.Subject);
    }

    [Fact]
    public async Task A_broker_that_is_busy_is_tried_again_later()
    {
        _transport.RespondNext(SendOutcome.Released);
        var checkout = new Checkout(TypedSenders.Create<IWarehouseSender>(_transport));

        Assert.False(await checkout.PayAsync(_order));
        Assert.True(await checkout.PayAsync(_order));
    }
}
