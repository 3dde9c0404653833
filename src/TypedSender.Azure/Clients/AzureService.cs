namespace TypedSender.Azure;

/// <summary>The service that a client logs in to.</summary>
/// <param name="Broker">Its profile.</param>
/// <param name="Scope">The scope of its tokens at Microsoft Entra ID.</param>
/// <remarks>
/// Azure SDK, Azure.Messaging.ServiceBus/src/Authorization/ServiceBusTokenCredential.cs and Azure.Messaging.EventHubs/src/Authorization/EventHubTokenCredential.cs; the path
/// of the WebSocket is in Amqp/AmqpConnectionScope.cs of both.
/// </remarks>
internal sealed record AzureService(AmqpBrokerKind Broker, string Scope)
{
    /// <summary>The path of the WebSocket of both services.</summary>
    public const string WebSocketPath = "/$servicebus/websocket/";

    public static AzureService ServiceBus { get; } = new(AmqpBrokerKind.ServiceBus, "https://servicebus.azure.net/.default");

    public static AzureService EventHubs { get; } = new(AmqpBrokerKind.EventHubs, "https://eventhubs.azure.net/.default");
}
