using Azure;
using Shop;
using TypedSender.Azure.Tests.Clients;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.Documented;

/// <summary>What docs/azure-login.md shows makes clients and options.</summary>
public sealed class LoginsTests
{
    [Fact]
    public async Task Each_makes_a_client()
    {
        SendClient[] clients =
        [
            Logins.ByIdentity(), Logins.ByConnectionString(NamespaceBench.ConnectionString), Logins.ByKey(new AzureNamedKeyCredential("send", Canary.Password)),
            Logins.OverWebSocket(NamespaceBench.ConnectionString), Logins.ThroughGateway(NamespaceBench.ConnectionString),
        ];

        foreach (SendClient client in clients)
        {
            Assert.Equal(SendClientState.Idle, client.State);
            await client.DisposeAsync();
        }
    }

    [Fact]
    public void Options_are_set_for_the_namespace()
    {
        SendClientOptions options = new();

        Logins.Configure(options);

        Assert.Equal("amqps://shop.servicebus.windows.net:5671", options.ToString());
        Assert.Equal(AmqpBrokerKind.EventHubs, options.Broker);
    }
}
