using TypedSender;
using TypedSender.Testing;

namespace Shop;

public sealed class TillTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sale_arrives_by_either_client(bool usesMicrosoftAmqp)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue sales = broker.CreateQueue("sales");
        await using ISendClient client = SendClients.Make(broker.Url, usesMicrosoftAmqp);

        await new Till(client).SellAsync(12.50m).Within();

        Assert.Equal("sale.made", Assert.Single(sales.Messages).Message.Properties?.Subject);
        Assert.Equal("till-7", broker.Connections[0].ContainerId);
    }
}
