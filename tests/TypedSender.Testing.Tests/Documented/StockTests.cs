using TypedSender;
using TypedSender.Amqp;
using TypedSender.Testing;
using Xunit;

namespace Shop;

public sealed class StockTests
{
    private readonly StockCounted _counted = new(Guid.NewGuid(), "north", [new StockLine("tea", 12), new StockLine("milk", 3)]);

    [Fact]
    public async Task What_was_recorded_is_read()
    {
        var recording = new RecordingTransport();
        await TypedSenders.Create<IStockSender>(recording).SendAsync(_counted);

        Assert.Equivalent(_counted, Assert.Single(recording.Sent<StockCounted>()));
    }

    [Fact]
    public async Task What_was_received_is_read()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("stock");
        await using var client = new SendClient(broker.Url);
        await client.GetSender<IStockSender>().SendAsync(_counted);

        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "stock");
        ReceivedMessage message = await receiver.ReceiveAsync();

        Assert.Equivalent(_counted, message.Read<StockCounted>());
    }

    [Fact]
    public async Task What_a_node_replies_is_read()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateNode("stock.management", request => request.CreateReply(200, body: new AmqpMap { ["Article"] = "tea", ["Count"] = 12L }));
        await using var client = new SendClient(broker.Url);

        Assert.Equal(new StockLine("tea", 12), await client.GetManagement<IStockManagement>().ReadAsync("tea"));
    }
}
