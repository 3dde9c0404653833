using System.Net;
using TypedSender;
using TypedSender.Testing;
using Xunit;

namespace Shop;

public sealed class OwnStreamTests
{
    [Fact]
    public async Task The_host_that_answers_gets_the_order()
    {
        await using InProcessBroker stopped = await InProcessBroker.StartAsync();
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await stopped.SuspendAsync();
        BrokerQueue queue = broker.CreateQueue("warehouse");
        await using SendClient client = OwnStream.Connect($"amqp://127.0.0.1:{stopped.Port},127.0.0.1:{broker.Port}", IPAddress.Loopback);

        await client.GetSender<IWarehouseSender>().ShipAsync(new OrderPaid(Guid.NewGuid(), 12.50m));

        Assert.Equal(1, queue.Count);
    }
}
