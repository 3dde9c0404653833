using Azure;
using Azure.Identity;
using TypedSender;
using TypedSender.Azure;

namespace Shop;

public static class Logins
{
    /// <summary>An identity of Microsoft Entra ID: a managed identity in Azure, the developer's own elsewhere.</summary>
    public static SendClient ByIdentity() => ServiceBusSendClient.Create("shop.servicebus.windows.net", new DefaultAzureCredential());

    /// <summary>A connection string of the portal, or of the emulator.</summary>
    public static SendClient ByConnectionString(string connectionString) => EventHubsSendClient.Create(connectionString);

    /// <summary>A shared access key. After <c>key.Update(name, newKey)</c> the next token is signed with the new one.</summary>
    public static SendClient ByKey(AzureNamedKeyCredential key) => ServiceBusSendClient.Create("shop.servicebus.windows.net", key);

    /// <summary>Further options are those of every client.</summary>
    public static SendClient OverWebSocket(string connectionString) => ServiceBusSendClient.Create(connectionString, options =>
    {
        options.Transport = AmqpTransportKind.WebSocket;
        options.SendTimeout = TimeSpan.FromSeconds(20);
    });

    /// <summary>Where a client is made elsewhere, its options alone.</summary>
    public static void Configure(SendClientOptions options) => options.UseEventHubs("shop.servicebus.windows.net", new DefaultAzureCredential());

    /// <summary>Through a gateway with a certificate of its own.</summary>
    public static SendClient ThroughGateway(string connectionString) => ServiceBusSendClient.Create(connectionString, options =>
    {
        options.UseCustomEndpoint(new Uri("sb://gateway.example:5671"));
        options.TlsHost = "gateway.example";
    });
}
