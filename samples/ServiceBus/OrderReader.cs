using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace ServiceBus;

/// <summary>Reads orders with the SDK of Service Bus, as another service would.</summary>
internal static class OrderReader
{
    /// <summary>Receives and completes so many orders.</summary>
    public static async Task<IReadOnlyList<OrderPlaced>> ReadAsync(string connectionString, int count, CancellationToken cancellationToken)
    {
        await using ServiceBusClient client = new(connectionString);
        await using ServiceBusReceiver receiver = client.CreateReceiver("orders");
        List<OrderPlaced> orders = [];
        while (orders.Count < count)
        {
            foreach (ServiceBusReceivedMessage message in await receiver.ReceiveMessagesAsync(count - orders.Count, cancellationToken: cancellationToken))
            {
                OrderPlaced order = JsonSerializer.Deserialize(message.Body, OrderJson.Default.OrderPlaced)!;
                Console.WriteLine($"received {message.Subject} {message.MessageId} of session {message.SessionId}, placed {message.ApplicationProperties["placed"]:u}: {order.Total}");
                await receiver.CompleteMessageAsync(message, cancellationToken);
                orders.Add(order);
            }
        }

        return orders;
    }
}
