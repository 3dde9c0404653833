using TypedSender;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace Shop;

/// <summary>What docs/connections.md and docs/redirect.md show.</summary>
public sealed class ConnectionPageTests
{
    [Fact]
    public async Task An_inventory_is_in_its_queue_and_came_on_one_connection_by_the_link_of_that_name()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("inventory");

        await Warehouse.SendAsync(broker.Url, [new AmqpMessage { Value = 1 }, new AmqpMessage { Value = 2 }], CancellationToken.None);

        Assert.Equal(2, queue.Count);
        Assert.Equal("inventory-of-warehouse-7", Assert.Single(broker.Links).Name);
        Assert.Equal("warehouse-7", Assert.Single(broker.Connections).ContainerId);
    }

    [Fact]
    public async Task A_client_goes_where_its_broker_sends_it_with_the_password_of_that_host()
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["shop"] = Canary.Password;
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync(options);
        BrokerQueue queue = second.CreateQueue("orders");
        first.CreateQueue("orders").RefuseNextLinks(1, new AmqpError
        {
            Condition = AmqpErrorConditions.LinkRedirect,
            Info = new AmqpMap { [new AmqpSymbol("network-host")] = "localhost", [new AmqpSymbol("port")] = second.Port },
        });
        await using SendClient client = ClusterClient.Create(first.Url, new Dictionary<string, string> { ["localhost"] = Canary.Password });

        await client.GetMessageSender("orders").SendAsync(new AmqpMessage { Value = 1 });

        Assert.Equal(1, queue.Count);
        Assert.Equal("shop", Assert.Single(second.Connections).UserName);
    }
}
